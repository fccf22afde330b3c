// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How a resource stands, as its platform sees it.
 *
 * @param state whether it runs
 * @param exitCode how it ended, where it has ended and the platform knows
 */
public record ConnectorStatus(State state, OptionalInt exitCode) {

    /** It runs. */
    public static final ConnectorStatus RUNNING = new ConnectorStatus(State.RUNNING, OptionalInt.empty());

    /** It does not run. */
    public static final ConnectorStatus STOPPED = new ConnectorStatus(State.STOPPED, OptionalInt.empty());

    /** The platform does not say. */
    public static final ConnectorStatus UNKNOWN = new ConnectorStatus(State.UNKNOWN, OptionalInt.empty());

    /** Whether a resource runs. */
    public enum State {
        /** It runs, healthy or not. */
        RUNNING,
        /** It does not run. */
        STOPPED,
        /** The platform does not say; a probe may. */
        UNKNOWN
    }

    public ConnectorStatus {
        requireNonNull(state, "state");
        requireNonNull(exitCode, "exitCode");
    }

    /**
     * {@return the status of a resource that has ended}
     *
     * @param exitCode how it ended, 0 for well
     */
    public static ConnectorStatus exited(int exitCode) {
        return new ConnectorStatus(State.STOPPED, OptionalInt.of(exitCode));
    }
}
