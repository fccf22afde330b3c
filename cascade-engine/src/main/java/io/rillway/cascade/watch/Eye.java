// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.loop.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What looks at one unit: at most one look at a time, and who waits for it and for the next. Of the coordinator alone. */
final class Eye {

    private List<Consumer<Sight>> now = new ArrayList<>();
    private List<Consumer<Sight>> next = new ArrayList<>();
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

    void joinNow(Consumer<Sight> waiter) {
        now.add(waiter);
    }

    void joinNext(boolean probing, Consumer<Sight> waiter) {
        next.add(waiter);
        nextProbes |= probing;
    }

    boolean hasNext() {
        return !next.isEmpty();
    }

    /** A look begins; returns whether it is to probe. */
    boolean begin() {
        boolean probing = nextProbes;
        now = next;
        next = new ArrayList<>();
        nextProbes = false;
        looking = true;
        return probing;
    }

    void guard(Alarm alarm) {
        guard = alarm;
    }

    /** The look did not end in time; those who wait are told so, and the eye stays shut until it really returns. */
    List<Consumer<Sight>> giveUp() {
        overdue = true;
        List<Consumer<Sight>> waiters = take();
        waiters.addAll(next);
        next = new ArrayList<>();
        return waiters;
    }

    List<Consumer<Sight>> end() {
        guard.cancel();
        looking = false;
        overdue = false;
        return take();
    }

    private List<Consumer<Sight>> take() {
        List<Consumer<Sight>> waiters = now;
        now = new ArrayList<>();
        return waiters;
    }
}
