// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static java.util.Objects.requireNonNull;

/**
 * Whether somebody uses a resource, as one look found.
 *
 * @param state used, idle, or not known
 * @param reason what was found, for people to read
 */
public record Activity(State state, String reason) {

    /** Whether somebody uses a resource. */
    public enum State {
        /** Somebody uses it. */
        USED,
        /** Nobody uses it; this was seen, not assumed. */
        IDLE,
        /** The look did not tell; the resource then counts as used. */
        UNKNOWN
    }

    public Activity {
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
    }

    /**
     * {@return that somebody uses it}
     *
     * @param reason what was found
     */
    public static Activity used(String reason) {
        return new Activity(State.USED, reason);
    }

    /**
     * {@return that nobody uses it}
     *
     * @param reason what was found
     */
    public static Activity idle(String reason) {
        return new Activity(State.IDLE, reason);
    }

    /**
     * {@return that nobody knows}
     *
     * @param reason what was found
     */
    public static Activity unknown(String reason) {
        return new Activity(State.UNKNOWN, reason);
    }
}
