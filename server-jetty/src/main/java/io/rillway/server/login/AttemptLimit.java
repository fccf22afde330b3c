// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many attempts of one kind at once, and another one after each interval. Guarded by its own monitor. Of 10 000 keys the
 * one that was not used longest makes room.
 */
final class AttemptLimit {

    private static final int MOST_KEYS = 10_000;

    private final InstantSource clock;
    private final int burst;
    private final Duration interval;

    /** When all that a key has used up will be there again. */
    private final Map<String, Instant> usedUntil = new LinkedHashMap<>(16, 0.75f, true);

    AttemptLimit(InstantSource clock, int burst, Duration interval) {
        this.clock = clock;
        this.burst = burst;
        this.interval = interval;
    }

    /** Uses an attempt up if there is one; {@return zero, or the time until there is one} */
    synchronized Duration take(String key) {
        Instant now = clock.instant();
        Instant used = usedUntil.getOrDefault(key, now);
        Instant next = (used.isBefore(now) ? now : used).plus(interval);
        Duration ahead = Duration.between(now.plus(interval.multipliedBy(burst)), next);
        if (ahead.compareTo(Duration.ZERO) > 0) {
            return ahead;
        }
        makeRoom();
        usedUntil.put(key, next);
        return Duration.ZERO;
    }

    private void makeRoom() {
        Iterator<Instant> eldest = usedUntil.values().iterator();
        if (usedUntil.size() >= MOST_KEYS) {
            eldest.next();
            eldest.remove();
        }
    }

    /** Gives everything back to a key. */
    synchronized void reset(String key) {
        usedUntil.remove(key);
    }
}
