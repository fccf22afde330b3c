// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.model.HealthCheck;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What looks at one unit: at most one look at a time, and who waits for it and for the next. It is the call, the one who takes its
 * answer and the one who is told when its time is over. Of the coordinator alone, but for the call itself.
 */
final class Eye implements Workers.Body<Sight>, Consumer<Answer<Sight>>, Runnable {

    private static final Workers.Call NO_CALL = () -> {};

    private final Looks looks;
    private final Unit unit;
    private Seer now = Seer.NOBODY;
    private Seer next = Seer.NOBODY;
    private boolean nextProbes;
    private boolean looking;
    private boolean overdue;
    private Alarm guard = Alarm.NONE;
    private Workers.Call call = NO_CALL;

    // Written before a look is handed to its worker, and not before it has returned.
    private Optional<HealthCheck> health = Optional.empty();
    private boolean probing;

    Eye(Looks looks, Unit unit) {
        this.looks = looks;
        this.unit = unit;
    }

    Unit unit() {
        return unit;
    }

    boolean isLooking() {
        return looking;
    }

    boolean isOverdue() {
        return overdue;
    }

    void joinNow(Seer waiter) {
        now = now.and(waiter);
    }

    void joinNext(boolean probes, Seer waiter) {
        next = next.and(waiter);
        nextProbes |= probes;
    }

    boolean hasNext() {
        return next != Seer.NOBODY;
    }

    /** A look begins. */
    void begin() {
        health = unit.check();
        probing = nextProbes;
        now = next;
        next = Seer.NOBODY;
        nextProbes = false;
        looking = true;
    }

    /** This is the look that began, and the alarm for when it does not end. */
    void watch(Workers.Call look, Alarm alarm) {
        call = look;
        guard = alarm;
    }

    /** Looks; on a worker. */
    @Override
    public Sight call() throws InterruptedException {
        return Sight.take(unit.connector(), health, probing);
    }

    /** The look has really returned. */
    @Override
    public void accept(Answer<Sight> answer) {
        looks.end(this, answer);
    }

    /** The look did not end in time. */
    @Override
    public void run() {
        looks.giveUp(this);
    }

    /** Those who wait are told that it is late, and the eye stays shut until the look really returns. */
    Seer giveUp() {
        call.interrupt();
        overdue = true;
        Seer waiters = take().and(next);
        next = Seer.NOBODY;
        return waiters;
    }

    Seer end() {
        guard.cancel();
        guard = Alarm.NONE;
        call = NO_CALL;
        looking = false;
        overdue = false;
        return take();
    }

    private Seer take() {
        Seer waiters = now;
        now = Seer.NOBODY;
        return waiters;
    }
}
