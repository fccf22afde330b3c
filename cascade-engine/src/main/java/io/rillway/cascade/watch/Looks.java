// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.loop.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

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
    private final Deque<Eye> waiting = new ArrayDeque<>();
    private int underWay;

    /** Looks by these workers. */
    public Looks(Loop loop, Workers workers) {
        this.loop = loop;
        this.workers = workers;
    }

    /** Looks at a unit; a look that is under way will do. */
    public void any(Unit unit, Seer then) {
        Eye eye = unit.eye(this);
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
        Eye eye = unit.eye(this);
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
            waiting.addFirst(eye);
        } else {
            waiting.addLast(eye);
        }
        pump();
    }

    private void pump() {
        while (underWay < MOST && !waiting.isEmpty()) {
            begin(waiting.removeFirst());
        }
    }

    private void begin(Eye eye) {
        underWay++;
        eye.begin();
        Duration limit = eye.unit()
                .check()
                .map(check -> check.options().timeout())
                .map(Looks::withGrace)
                .orElse(GRACE);
        eye.watch(workers.call(eye, eye), loop.limit(limit, eye));
    }

    private static Duration withGrace(Duration timeout) {
        return timeout.compareTo(LONG) > 0 ? timeout : timeout.plus(GRACE);
    }

    /** A look did not end in time. */
    void giveUp(Eye eye) {
        underWay--;
        eye.giveUp().seen(eye.unit(), LATE);
        pump();
    }

    /** A look has really returned. */
    void end(Eye eye, Answer<Sight> answer) {
        if (!eye.isOverdue()) {
            underWay--;
        }
        Sight sight = answer.value() == null ? LATE : answer.value();
        Seer waiters = eye.end();
        if (eye.hasNext()) {
            waiting.addFirst(eye);
        } else {
            eye.unit().closeEye();
        }
        waiters.seen(eye.unit(), sight);
        pump();
    }
}
