// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.retry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * When to try again. A strategy is a value: each step gives the wait before the next attempt, and the strategy that
 * decides about the one after it. To begin anew is to go back to the first.
 *
 * <p><b>Threads:</b> immutable.
 */
public interface RetryStrategy {

    /**
     * {@return the wait before the next attempt; empty if there shall be none}
     *
     * @param hint what the server asked for
     * @param random from 0 to 1, the part that chance has
     */
    Optional<Step> step(Hint hint, double random);

    /** {@return how long a stream has to have been open for the waits to begin anew} */
    Duration stableAfter();

    /** {@return {@link Backoff#defaults}} */
    static Backoff defaults() {
        return Backoff.defaults();
    }

    /**
     * What follows a lost stream.
     *
     * @param delay how long to wait before the next attempt
     * @param next decides if that attempt fails too
     */
    record Step(Duration delay, RetryStrategy next) {
        public Step {
            requireNonNull(delay, "delay");
            requireNonNull(next, "next");
        }
    }

    /**
     * What the server asked for.
     *
     * @param retry the stream's reconnection time, if it set one
     * @param retryAfter how long the last answer asked to wait, if it did
     */
    record Hint(Optional<Duration> retry, Optional<Duration> retryAfter) {

        /** Nothing. */
        public static final Hint NONE = new Hint(Optional.empty(), Optional.empty());
    }
}
