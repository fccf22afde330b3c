// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import java.time.Duration;

/**
 * When to try again (requirements C6): each wait is longer than the one before by a factor, up to a bound, less a random
 * part.
 *
 * @param initial the first wait
 * @param factor how much longer each wait is, 1 or more
 * @param max the longest wait
 * @param maxAttempts the most attempts in a row, 1 or more
 * @param jitter the part of a wait that is random, 0 to 1
 * @param stableAfter how long a stream has to have been open for the waits to begin anew
 */
public record RetryPolicy(
        Duration initial, double factor, Duration max, int maxAttempts, double jitter, Duration stableAfter) {

    public RetryPolicy {
        if (initial.isNegative() || max.compareTo(initial) < 0) {
            throw new IllegalArgumentException("initial: " + initial + " (expected: zero to " + max + ")");
        }
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("factor: " + factor + " (expected: 1 or more)");
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts: " + maxAttempts + " (expected: 1 or more)");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter: " + jitter + " (expected: 0 to 1)");
        }
    }

    /** {@return 1 s, then 1.5 times as long each time up to 30 s, 10 times, a fifth of it random} */
    public static RetryPolicy defaults() {
        return new RetryPolicy(Duration.ofSeconds(1), 1.5, Duration.ofSeconds(30), 10, 0.2, Duration.ofSeconds(5));
    }

    /**
     * {@return these settings with another number of attempts}
     *
     * @param maxAttempts the most attempts in a row
     */
    public RetryPolicy withMaxAttempts(int maxAttempts) {
        return new RetryPolicy(initial, factor, max, maxAttempts, jitter, stableAfter);
    }

    /**
     * {@return these settings with another random part}
     *
     * @param jitter 0 to 1
     */
    public RetryPolicy withJitter(double jitter) {
        return new RetryPolicy(initial, factor, max, maxAttempts, jitter, stableAfter);
    }

    /**
     * {@return how long to wait before an attempt}
     *
     * @param attempt the number of the attempt in a row, from 1
     * @param floor what the server asked for at least; counts up to the longest wait
     * @param random from 0 to 1
     */
    public Duration delay(int attempt, Duration floor, double random) {
        double millis = (double) initial.toMillis() * Math.pow(factor, attempt - 1);
        double bounded = Math.min(millis, (double) max.toMillis());
        double asked = (double) Math.min(floor.toMillis(), max.toMillis());
        return Duration.ofMillis(Math.round(Math.max(bounded * (1 - jitter * random), asked)));
    }
}
