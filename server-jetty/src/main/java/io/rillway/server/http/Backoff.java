// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * After which time an address that was refused is to come back: twice as long each time, up to a minute, spread so that not
 * all come together; from the beginning again when it was not refused for two minutes. Guarded by its own monitor. Of 10 000
 * addresses the one that was refused longest ago makes room.
 */
final class Backoff {

    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);
    private static final int MOST_ADDRESSES = 10_000;
    private static final double SPREAD = 0.5;

    private record Refused(Duration time, Instant at) {}

    private final Duration first;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private final Map<String, Refused> refused = new LinkedHashMap<>();

    /** Waits begin with {@code first}; {@code random} is from 0 to 1. */
    Backoff(Duration first, InstantSource clock, DoubleSupplier random) {
        this.first = first.compareTo(MOST) < 0 ? first : MOST;
        this.clock = clock;
        this.random = random;
    }

    /** {@return after which time an address is to come back} */
    Duration next(String address) {
        Duration wait = longer(address);
        return wait.minusMillis((long) (wait.toMillis() * SPREAD * random.getAsDouble()));
    }

    private synchronized Duration longer(String address) {
        Instant now = clock.instant();
        Refused before = refused.remove(address);
        Duration wait = before == null || before.at().plus(FORGOTTEN).isBefore(now)
                ? first
                : before.time().multipliedBy(2);
        wait = wait.compareTo(MOST) > 0 ? MOST : wait;
        refused.put(address, new Refused(wait, now));
        Iterator<String> eldest = refused.keySet().iterator();
        if (refused.size() > MOST_ADDRESSES) {
            eldest.next();
            eldest.remove();
        }
        return wait;
    }
}
