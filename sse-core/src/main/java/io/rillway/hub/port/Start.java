// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Where in the log a stream starts. */
public sealed interface Start {

    /** At the end: only what is published from now on. */
    record Live() implements Start {}

    /**
     * Exactly after an event; when that cannot be kept, a {@code gap} says so.
     *
     * @param id the last event that the subscriber has, as the wire gave it to it; any text
     */
    record After(String id) implements Start {
        public After {
            requireNonNull(id, "id");
        }
    }

    /**
     * At the first event that was published at this time or later.
     *
     * @param time the time
     */
    record Since(Instant time) implements Start {
        public Since {
            requireNonNull(time, "time");
        }
    }

    /**
     * With the last events that match the subscription.
     *
     * @param count how many, 1 or more
     */
    record Last(int count) implements Start {
        public Last {
            if (count < 1) {
                throw new IllegalArgumentException("count: " + count + " (expected: 1 or more)");
            }
        }
    }
}
