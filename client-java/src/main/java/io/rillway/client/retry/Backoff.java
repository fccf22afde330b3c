// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.retry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Waits that grow by a factor up to a bound (requirements C6). A stream's {@code retry:} takes the place of the initial
 * wait and no wait is shorter than it; an answer's {@code Retry-After} is the least for one attempt. Both count up to
 * {@code serverMax}, so that a server cannot silence a client for ever.
 *
 * @param initial the first wait
 * @param factor how much longer each wait is than the one before, 1 or more
 * @param max the longest wait, unless the server asks for more
 * @param jitter the part of a wait that is random, 0 to 1
 * @param maxAttempts the most attempts in a row, 0 or more
 * @param stableAfter how long a stream has to have been open for the waits to begin anew
 * @param serverMax the longest wait that a server can ask for
 */
public record Backoff(
        Duration initial,
        double factor,
        Duration max,
        double jitter,
        int maxAttempts,
        Duration stableAfter,
        Duration serverMax)
        implements RetryStrategy {

    /** So that {@code retry: 0} is no tight loop. */
    private static final Duration LEAST_ASKED = Duration.ofMillis(10);

    /** As good as for ever, and still a number of nanoseconds. */
    private static final Duration CENTURY = Duration.ofDays(36_525);

    public Backoff {
        requireNonNegative("initial", initial);
        requireNonNegative("max", max);
        requireNonNegative("stableAfter", stableAfter);
        requireNonNegative("serverMax", serverMax);
        require(factor >= 1 && factor < Double.POSITIVE_INFINITY, "factor", factor, "1 or more");
        require(jitter >= 0 && jitter <= 1, "jitter", jitter, "0 to 1");
        require(maxAttempts >= 0, "maxAttempts", maxAttempts, "0 or more");
    }

    /** {@return 1 s, then 1.5 times as long each time up to 30 s, 10 times, a fifth random; stable after 5 s} */
    public static Backoff defaults() {
        return new Backoff(
                Duration.ofSeconds(1),
                1.5,
                Duration.ofSeconds(30),
                0.2,
                10,
                Duration.ofSeconds(5),
                Duration.ofMinutes(5));
    }

    /** {@return no further attempt at all} */
    public static Backoff never() {
        return defaults().withMaxAttempts(0);
    }

    /**
     * {@return these settings with another first wait}
     *
     * @param initial the first wait
     */
    public Backoff withInitial(Duration initial) {
        return new Backoff(initial, factor, max, jitter, maxAttempts, stableAfter, serverMax);
    }

    /**
     * {@return these settings with another growth}
     *
     * @param factor how much longer each wait is than the one before, 1 or more
     */
    public Backoff withFactor(double factor) {
        return new Backoff(initial, factor, max, jitter, maxAttempts, stableAfter, serverMax);
    }

    /**
     * {@return these settings with another bound}
     *
     * @param max the longest wait
     */
    public Backoff withMax(Duration max) {
        return new Backoff(initial, factor, max, jitter, maxAttempts, stableAfter, serverMax);
    }

    /**
     * {@return these settings with another random part}
     *
     * @param jitter 0 to 1
     */
    public Backoff withJitter(double jitter) {
        return new Backoff(initial, factor, max, jitter, maxAttempts, stableAfter, serverMax);
    }

    /**
     * {@return these settings with another number of attempts}
     *
     * @param maxAttempts the most attempts in a row, 0 or more
     */
    public Backoff withMaxAttempts(int maxAttempts) {
        return new Backoff(initial, factor, max, jitter, maxAttempts, stableAfter, serverMax);
    }

    /**
     * {@return these settings with another idea of stable}
     *
     * @param stableAfter how long a stream has to have been open for the waits to begin anew
     */
    public Backoff withStableAfter(Duration stableAfter) {
        return new Backoff(initial, factor, max, jitter, maxAttempts, stableAfter, serverMax);
    }

    /**
     * {@return these settings with another cap on what a server asks for}
     *
     * @param serverMax the longest wait that a server can ask for
     */
    public Backoff withServerMax(Duration serverMax) {
        return new Backoff(initial, factor, max, jitter, maxAttempts, stableAfter, serverMax);
    }

    @Override
    public Optional<Step> step(Hint hint, double random) {
        return new Place(this, 0).step(hint, random);
    }

    private Duration delay(int made, Hint hint, double random) {
        Optional<Duration> retry = hint.retry().map(asked -> greater(LEAST_ASKED, lesser(asked, serverMax)));
        double grown = seconds(retry.orElse(initial)) * Math.pow(factor, made);
        double wait = Math.min(grown, seconds(max)) * (1 - jitter * random);
        Duration least = lesser(hint.retryAfter().orElse(Duration.ZERO), serverMax);
        Duration longest =
                greater(Duration.ofNanos(Math.round(wait * 1e9)), greater(least, retry.orElse(Duration.ZERO)));
        return lesser(longest, CENTURY);
    }

    private static double seconds(Duration time) {
        return (double) time.getSeconds() + time.getNano() / 1e9;
    }

    private static Duration greater(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration lesser(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static void requireNonNegative(String name, Duration value) {
        require(!requireNonNull(value, name).isNegative(), name, value, "zero or more");
    }

    private static void require(boolean good, String name, Object value, String expected) {
        if (!good) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** The strategy after some attempts. */
    private record Place(Backoff settings, int made) implements RetryStrategy {

        @Override
        public Optional<Step> step(Hint hint, double random) {
            if (made >= settings.maxAttempts) {
                return Optional.empty();
            }
            return Optional.of(new Step(settings.delay(made, hint, random), new Place(settings, made + 1)));
        }

        @Override
        public Duration stableAfter() {
            return settings.stableAfter;
        }
    }
}
