// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often a step is tried, and how long it rests in between. Each try may take as long as the step may. What could never
 * work, because a connector cannot do it, is not tried again.
 *
 * @param attempts how often at most, the first included, 1 to 100
 * @param delay the rest before the next try
 * @param factor how much longer each rest is than the one before, 1 or more
 * @param longest the longest rest
 */
public record Retry(int attempts, Duration delay, double factor, Duration longest) {

    /** Once. */
    public static final Retry NONE = new Retry(1, Duration.ZERO, 1, Duration.ZERO);

    private static final int MOST = 100;

    public Retry {
        if (attempts < 1 || attempts > MOST) {
            throw new IllegalArgumentException("attempts: " + attempts + " (expected: 1 to " + MOST + ")");
        }
        requireNotNegative("delay", delay);
        requireNotNegative("longest", longest);
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor: " + factor + " (expected: 1 or more)");
        }
    }

    /**
     * {@return so many tries, with a rest that doubles up to a minute}
     *
     * @param attempts how often at most, the first included, 1 to 100
     * @param delay the rest before the second try, zero or more
     */
    public static Retry of(int attempts, Duration delay) {
        return new Retry(
                attempts, delay, 2, delay.compareTo(Duration.ofMinutes(1)) > 0 ? delay : Duration.ofMinutes(1));
    }

    /** {@return whether there is another try after this one} */
    public boolean hasNext() {
        return attempts > 1;
    }

    /** {@return what is left after this try and the rest that follows it} */
    public Retry next() {
        double millis = Math.min(millis(delay) * factor, (double) millis(longest));
        return new Retry(Math.max(1, attempts - 1), Duration.ofMillis((long) millis), factor, longest);
    }

    /** However long it is. */
    private static long millis(Duration time) {
        return TimeUnit.MILLISECONDS.convert(time);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (requireNonNull(value, name).isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: zero or more)");
        }
    }
}
