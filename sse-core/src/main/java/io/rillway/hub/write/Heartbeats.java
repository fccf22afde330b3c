// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** When each subscriber is due; those with the same interval stand in one row, so that a look costs what is due. */
final class Heartbeats {

    private record Due(Subscriber subscriber, long atNanos) {}

    private final Map<Duration, ArrayDeque<Due>> rows = new HashMap<>();

    void add(Subscriber subscriber, long nowNanos) {
        Duration interval = subscriber.request().options().heartbeat().interval();
        rows.computeIfAbsent(interval, i -> new ArrayDeque<>())
                .addLast(new Due(subscriber, nowNanos + interval.toNanos()));
    }

    boolean isDue(long nowNanos) {
        return rows.values().stream()
                .anyMatch(row -> !row.isEmpty() && row.peekFirst().atNanos() - nowNanos <= 0);
    }

    /** Tells of every subscriber that is due; {@return the nanoseconds to the next one} */
    long visit(long nowNanos, Consumer<Subscriber> due) {
        long next = Long.MAX_VALUE;
        for (ArrayDeque<Due> row : rows.values()) {
            while (!row.isEmpty() && row.peekFirst().atNanos() - nowNanos <= 0) {
                Subscriber subscriber = row.removeFirst().subscriber();
                if (!subscriber.removed) {
                    due.accept(subscriber);
                    add(subscriber, nowNanos);
                }
            }
            next = row.isEmpty() ? next : Math.min(next, row.peekFirst().atNanos() - nowNanos);
        }
        rows.values().removeIf(ArrayDeque::isEmpty);
        return next;
    }
}
