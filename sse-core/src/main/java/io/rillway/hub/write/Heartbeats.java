// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** When each subscriber is due; those with the same interval stand in one row, so that a look costs what is due. */
final class Heartbeats {

    private final Map<Duration, LinkedHashSet<Subscriber>> rows = new HashMap<>();

    void add(Subscriber subscriber, long nowNanos) {
        Duration interval = interval(subscriber);
        subscriber.heartbeatAtNanos = nowNanos + interval.toNanos();
        rows.computeIfAbsent(interval, i -> new LinkedHashSet<>()).add(subscriber);
    }

    void remove(Subscriber subscriber) {
        rows.computeIfPresent(
                interval(subscriber), (interval, row) -> row.remove(subscriber) && row.isEmpty() ? null : row);
    }

    /** {@return who is due}; each is due again after its interval. */
    List<Subscriber> takeDue(long nowNanos) {
        List<Subscriber> due = rows.values().stream()
                .flatMap(row -> row.stream().takeWhile(subscriber -> subscriber.heartbeatAtNanos - nowNanos <= 0))
                .toList();
        due.forEach(subscriber -> {
            remove(subscriber);
            add(subscriber, nowNanos);
        });
        return due;
    }

    /** {@return the nanoseconds to the next who is due} */
    long next(long nowNanos) {
        return rows.values().stream()
                .mapToLong(row -> row.iterator().next().heartbeatAtNanos - nowNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static Duration interval(Subscriber subscriber) {
        return subscriber.request().options().heartbeat().interval();
    }
}
