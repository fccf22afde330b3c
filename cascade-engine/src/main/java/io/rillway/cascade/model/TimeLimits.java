// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How long the steps of one resource may take, where that differs from the engine's step timeout.
 *
 * @param start from the order to start until the resource is online
 * @param stop from the order to stop until the resource is offline
 */
public record TimeLimits(Optional<Duration> start, Optional<Duration> stop) {

    /** The engine's step timeout. */
    public static final TimeLimits NONE = new TimeLimits(Optional.empty(), Optional.empty());

    public TimeLimits {
        requireNonNull(start, "start");
        requireNonNull(stop, "stop");
        start.ifPresent(limit -> requirePositive("start", limit));
        stop.ifPresent(limit -> requirePositive("stop", limit));
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
