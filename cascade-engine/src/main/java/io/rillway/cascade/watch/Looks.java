// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.model.HealthCheck;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Looks at units on workers: one look at a time for each unit, and not too many at all. A look that hangs is interrupted and
 * given up; the unit is not looked at again before it has returned.
 */
public final class Looks {

    static final int MOST = 64;
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofDays(365);

    /** Nobody has answered, neither that it runs nor that it does not. */
    private static final Sight LATE = Sight.nothing("no answer in time");

    private final Loop loop;
    private final Workers workers;
    private final Deque<Unit> waiting = new ArrayDeque<>();
    private int underWay;

    /** Looks by these workers. */
    public Looks(Loop loop, Workers workers) {
        this.loop = loop;
        this.workers = workers;
    }

    /** Looks at a unit; a look that is under way will do. */
    public void any(Unit unit, Seer then) {
        Eye eye = unit.eye();
        if (eye.isLooking() && !eye.isOverdue()) {
            eye.joinNow(then);
        } else {
            request(unit, true, then, false);
        }
    }

    /** Looks at a unit from now on: what a look under way finds is too old. Goes before those who merely watch. */
    public void fresh(Unit unit, boolean probing, Seer then) {
        request(unit, probing, then, true);
    }

    private void request(Unit unit, boolean probing, Seer then, boolean urgent) {
        Eye eye = unit.eye();
        if (eye.isOverdue()) {
            loop.execute(() -> then.seen(unit, LATE));
            return;
        }
        boolean queued = eye.hasNext();
        eye.joinNext(probing, then);
        if (eye.isLooking() || queued) {
            return;
        }
        if (urgent) {
            waiting.addFirst(unit);
        } else {
            waiting.addLast(unit);
        }
        pump();
    }

    private void pump() {
        while (underWay < MOST && !waiting.isEmpty()) {
            begin(waiting.removeFirst());
        }
    }

    private void begin(Unit unit) {
        underWay++;
        boolean probing = unit.eye().begin();
        Optional<ResourceConnector> connector = unit.connector();
        Optional<HealthCheck> health = unit.check();
        Duration limit = health.map(check -> check.options().timeout())
                .map(Looks::withGrace)
                .orElse(GRACE);
        Workers.Call call =
                workers.call(() -> Sight.take(connector, health, probing), (Answer<Sight> answer) -> end(unit, answer));
        unit.eye().guard(loop.limit(limit, () -> giveUp(unit, call)));
    }

    private static Duration withGrace(Duration timeout) {
        return timeout.compareTo(LONG) > 0 ? timeout : timeout.plus(GRACE);
    }

    private void giveUp(Unit unit, Workers.Call call) {
        underWay--;
        call.interrupt();
        unit.eye().giveUp().seen(unit, LATE);
        pump();
    }

    private void end(Unit unit, Answer<Sight> answer) {
        if (!unit.eye().isOverdue()) {
            underWay--;
        }
        Sight sight = answer.value() == null ? LATE : answer.value();
        Seer waiters = unit.eye().end();
        if (unit.eye().hasNext()) {
            waiting.addFirst(unit);
        } else {
            unit.closeEye();
        }
        waiters.seen(unit, sight);
        pump();
    }
}
