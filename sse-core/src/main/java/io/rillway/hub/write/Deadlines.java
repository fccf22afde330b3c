// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * When to look at writes that were left in flight, several times within their deadline, so that progress counts. Whoever's
 * write has ended meanwhile is let go when it is its turn; a write that does not wait costs nothing here.
 */
final class Deadlines {

    private static final int LOOKS = 4;

    private final PriorityQueue<Look> looks =
            new PriorityQueue<>((one, other) -> Long.signum(one.atNanos() - other.atNanos()));

    private record Look(long atNanos, Subscriber subscriber) {}

    void watch(Subscriber subscriber, long nowNanos) {
        if (!subscriber.watched) {
            subscriber.watched = true;
            look(subscriber, nowNanos, deadlineNanos(subscriber));
        }
    }

    private void look(Subscriber subscriber, long nowNanos, long leftNanos) {
        looks.add(new Look(nowNanos + Math.min(leftNanos, deadlineNanos(subscriber) / LOOKS), subscriber));
    }

    /** {@return whose write has made no progress for as long as it may} */
    List<Subscriber> takeOverdue(long nowNanos) {
        List<Subscriber> overdue = new ArrayList<>(0);
        for (Look look = looks.peek(); look != null && look.atNanos() - nowNanos <= 0; look = looks.peek()) {
            looks.remove();
            Subscriber subscriber = look.subscriber();
            long leftNanos = deadlineNanos(subscriber) - subscriber.nanosWithoutProgress(nowNanos);
            if (subscriber.removed || !subscriber.isBusy()) {
                subscriber.watched = false;
            } else if (leftNanos <= 0) {
                overdue.add(subscriber);
            } else {
                look(subscriber, nowNanos, leftNanos);
            }
        }
        return overdue;
    }

    /** {@return the nanoseconds to the next look} */
    long next(long nowNanos) {
        Look look = looks.peek();
        return look == null ? Long.MAX_VALUE : look.atNanos() - nowNanos;
    }

    private static long deadlineNanos(Subscriber subscriber) {
        return subscriber.request().options().writeDeadline().toNanos();
    }
}
