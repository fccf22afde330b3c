// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.loop.Alarm;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What looks at one unit: at most one look at a time, and who waits for it and for the next. Of the coordinator alone. */
final class Eye {

    // Hardly ever more than one waits, so that these are short and made anew.
    private List<Consumer<Sight>> now = List.of();
    private List<Consumer<Sight>> next = List.of();
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
        now = and(now, waiter);
    }

    void joinNext(boolean probing, Consumer<Sight> waiter) {
        next = and(next, waiter);
        nextProbes |= probing;
    }

    private static List<Consumer<Sight>> and(List<Consumer<Sight>> waiters, Consumer<Sight> last) {
        return waiters.isEmpty()
                ? List.of(last)
                : Stream.concat(waiters.stream(), Stream.of(last)).toList();
    }

    boolean hasNext() {
        return !next.isEmpty();
    }

    /** A look begins; returns whether it is to probe. */
    boolean begin() {
        boolean probing = nextProbes;
        now = next;
        next = List.of();
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
        List<Consumer<Sight>> waiters =
                Stream.concat(take().stream(), next.stream()).toList();
        next = List.of();
        return waiters;
    }

    List<Consumer<Sight>> end() {
        guard.cancel();
        guard = Alarm.NONE;
        looking = false;
        overdue = false;
        return take();
    }

    private List<Consumer<Sight>> take() {
        List<Consumer<Sight>> waiters = now;
        now = List.of();
        return waiters;
    }
}
