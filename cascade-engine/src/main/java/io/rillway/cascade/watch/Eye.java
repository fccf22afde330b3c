// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.loop.Alarm;

/** What looks at one unit: at most one look at a time, and who waits for it and for the next. Of the coordinator alone. */
final class Eye {

    private Seer now = Seer.NOBODY;
    private Seer next = Seer.NOBODY;
    private boolean nextProbes;
    private boolean looking;
    private boolean overdue;
    private Alarm guard = Alarm.NONE;

    boolean isLooking() {
        return looking;
    }

    boolean isOverdue() {
        return overdue;
    }

    void joinNow(Seer waiter) {
        now = now.and(waiter);
    }

    void joinNext(boolean probing, Seer waiter) {
        next = next.and(waiter);
        nextProbes |= probing;
    }

    boolean hasNext() {
        return next != Seer.NOBODY;
    }

    /** A look begins; returns whether it is to probe. */
    boolean begin() {
        boolean probing = nextProbes;
        now = next;
        next = Seer.NOBODY;
        nextProbes = false;
        looking = true;
        return probing;
    }

    void guard(Alarm alarm) {
        guard = alarm;
    }

    /** The look did not end in time; those who wait are told so, and the eye stays shut until it really returns. */
    Seer giveUp() {
        overdue = true;
        Seer waiters = take().and(next);
        next = Seer.NOBODY;
        return waiters;
    }

    Seer end() {
        guard.cancel();
        guard = Alarm.NONE;
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
