// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.time.Duration;

/**
 * When and how often a resource is probed.
 *
 * @param interval the time between two attempts
 * @param timeout how long one attempt may take
 * @param initialDelay how long after its start a resource is first probed
 * @param successThreshold how many healthy attempts in a row make a resource online, 1 or more
 * @param failureThreshold how many unhealthy attempts in a row make it not online any more, 1 or more
 */
public record ProbeOptions(
        Duration interval, Duration timeout, Duration initialDelay, int successThreshold, int failureThreshold) {

    private static final ProbeOptions DEFAULTS =
            new ProbeOptions(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO, 1, 3);

    public ProbeOptions {
        requirePositive("interval", interval);
        requirePositive("timeout", timeout);
        if (initialDelay.isNegative()) {
            throw new IllegalArgumentException("initialDelay: " + initialDelay + " (expected: zero or more)");
        }
        requirePositive("successThreshold", successThreshold);
        requirePositive("failureThreshold", failureThreshold);
    }

    /** {@return an attempt every second, of at most 2 seconds; 1 success, 3 failures} */
    public static ProbeOptions defaults() {
        return DEFAULTS;
    }

    /**
     * {@return these options with other times}
     *
     * @param interval the time between two attempts
     * @param timeout how long one attempt may take
     */
    public ProbeOptions withTimes(Duration interval, Duration timeout) {
        return new ProbeOptions(interval, timeout, initialDelay, successThreshold, failureThreshold);
    }

    /**
     * {@return these options with another initial delay}
     *
     * @param initialDelay how long after its start a resource is first probed
     */
    public ProbeOptions withInitialDelay(Duration initialDelay) {
        return new ProbeOptions(interval, timeout, initialDelay, successThreshold, failureThreshold);
    }

    /**
     * {@return these options with other thresholds}
     *
     * @param successThreshold healthy attempts in a row that make a resource online
     * @param failureThreshold unhealthy attempts in a row that end that
     */
    public ProbeOptions withThresholds(int successThreshold, int failureThreshold) {
        return new ProbeOptions(interval, timeout, initialDelay, successThreshold, failureThreshold);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
