// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import java.time.Duration;

/**
 * Whether a resource that ended on its own, and not well, is started again, and how soon.
 *
 * <p>Each restart waits twice as long as the one before. One that has lasted begins the count anew.
 *
 * @param mostAttempts how often in a row, 0 for never, at most 1000
 * @param firstDelay how long the first one waits, more than zero
 * @param longestDelay the longest that any waits, from the first delay to one day
 * @param stableAfter how long a resource must have been up for its past to be forgotten, more than zero
 */
public record RestartPolicy(int mostAttempts, Duration firstDelay, Duration longestDelay, Duration stableAfter) {

    private static final int MOST = 1000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** What has ended stays as it is. */
    public static final RestartPolicy NEVER =
            new RestartPolicy(0, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10));

    /** Five times in a row, after 1, 2, 4, 8 and 16 seconds; 10 minutes make up for it. */
    public static final RestartPolicy ON_FAILURE = NEVER.withAttempts(5);

    public RestartPolicy {
        if (mostAttempts < 0 || mostAttempts > MOST) {
            throw new IllegalArgumentException("attempts: " + mostAttempts + " (expected: 0 to " + MOST + ")");
        }
        requirePositive("delay", firstDelay);
        requirePositive("maxDelay", longestDelay);
        requirePositive("resetAfter", stableAfter);
        if (longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "maxDelay: " + longestDelay + " (expected: no less than the first delay, " + firstDelay + ")");
        }
    }

    /**
     * {@return this policy with another bound}
     *
     * @param mostAttempts how often in a row
     */
    public RestartPolicy withAttempts(int mostAttempts) {
        return new RestartPolicy(mostAttempts, firstDelay, longestDelay, stableAfter);
    }

    /**
     * {@return this policy with other delays}
     *
     * @param firstDelay how long the first one waits
     * @param longestDelay the longest that any waits
     */
    public RestartPolicy withDelays(Duration firstDelay, Duration longestDelay) {
        return new RestartPolicy(mostAttempts, firstDelay, longestDelay, stableAfter);
    }

    /**
     * {@return this policy with another time to be up}
     *
     * @param stableAfter how long a resource must have been up for its past to be forgotten
     */
    public RestartPolicy withStableAfter(Duration stableAfter) {
        return new RestartPolicy(mostAttempts, firstDelay, longestDelay, stableAfter);
    }

    /**
     * {@return how long a restart waits}
     *
     * @param attempt which one in a row, from 1
     */
    public Duration delay(int attempt) {
        Duration delay = firstDelay;
        for (int i = 1; i < attempt && delay.compareTo(longestDelay) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: more than zero, at most " + LONGEST + ")");
        }
    }
}
