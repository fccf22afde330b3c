// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import java.time.Instant;
import java.util.Optional;

/**
 * How a client stands at one moment (requirements S5-09).
 *
 * @param state the state
 * @param lastError the last trouble, kept until a connection is made
 * @param reconnectAttempts the number of the attempt that is made or waited for, 0 while connected
 * @param lastConnectedAt when the stream was last opened
 * @param lastEventAt when the last event came
 */
public record ConnectionSnapshot(
        ConnectionState state,
        Optional<LastError> lastError,
        int reconnectAttempts,
        Optional<Instant> lastConnectedAt,
        Optional<Instant> lastEventAt) {

    /** A client that has not begun. */
    public static final ConnectionSnapshot INITIAL = new ConnectionSnapshot(
            ConnectionState.DISCONNECTED, Optional.empty(), 0, Optional.empty(), Optional.empty());

    /**
     * A trouble.
     *
     * @param message what happened
     * @param timestamp when
     * @param attemptNumber the number of the attempt that follows; of the last one, how many there were
     */
    public record LastError(String message, Instant timestamp, int attemptNumber) {}

    /** {@return this with the first attempt begun; a later one changes nothing} */
    public ConnectionSnapshot connecting() {
        return state == ConnectionState.DISCONNECTED ? in(ConnectionState.CONNECTING) : this;
    }

    /**
     * {@return this with the stream open, the trouble forgotten}
     *
     * @param now when
     */
    public ConnectionSnapshot connected(Instant now) {
        return new ConnectionSnapshot(ConnectionState.CONNECTED, Optional.empty(), 0, Optional.of(now), lastEventAt);
    }

    /**
     * {@return this with an event seen}
     *
     * @param now when
     */
    public ConnectionSnapshot event(Instant now) {
        return new ConnectionSnapshot(state, lastError, reconnectAttempts, lastConnectedAt, Optional.of(now));
    }

    /**
     * {@return this with a trouble}
     *
     * @param next the state it leads to
     * @param error the trouble
     */
    public ConnectionSnapshot trouble(ConnectionState next, LastError error) {
        return new ConnectionSnapshot(next, Optional.of(error), error.attemptNumber(), lastConnectedAt, lastEventAt);
    }

    /** {@return this with the stream left on purpose, to be opened anew} */
    public ConnectionSnapshot restarted() {
        return in(state == ConnectionState.CONNECTED ? ConnectionState.RECONNECTING : state);
    }

    /** {@return this of a client that was closed: what it last saw is kept, trouble is not} */
    public ConnectionSnapshot closed() {
        return new ConnectionSnapshot(ConnectionState.DISCONNECTED, Optional.empty(), 0, lastConnectedAt, lastEventAt);
    }

    private ConnectionSnapshot in(ConnectionState next) {
        return new ConnectionSnapshot(next, lastError, reconnectAttempts, lastConnectedAt, lastEventAt);
    }
}
