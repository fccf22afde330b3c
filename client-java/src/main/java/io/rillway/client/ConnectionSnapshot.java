// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import java.time.Instant;
import java.util.Optional;

/**
 * How a client stands at one moment (requirements S5-09).
 *
 * @param state the state
 * @param lastError the last trouble, kept until a connection is made
 * @param reconnectAttempts the attempts in a row without a stable connection
 * @param lastConnectedAt when the stream was last opened
 * @param lastEventAt when the last event came
 */
public record ConnectionSnapshot(
        ConnectionState state,
        Optional<LastError> lastError,
        int reconnectAttempts,
        Optional<Instant> lastConnectedAt,
        Optional<Instant> lastEventAt) {

    /**
     * A trouble.
     *
     * @param message what happened
     * @param timestamp when
     * @param attemptNumber in which attempt in a row
     */
    public record LastError(String message, Instant timestamp, int attemptNumber) {}

    static final ConnectionSnapshot DISCONNECTED = new ConnectionSnapshot(
            ConnectionState.DISCONNECTED, Optional.empty(), 0, Optional.empty(), Optional.empty());

    ConnectionSnapshot connecting() {
        boolean again = reconnectAttempts > 0 || lastConnectedAt.isPresent();
        return in(again ? ConnectionState.RECONNECTING : ConnectionState.CONNECTING);
    }

    ConnectionSnapshot connected(Instant now) {
        return new ConnectionSnapshot(
                ConnectionState.CONNECTED, Optional.empty(), reconnectAttempts, Optional.of(now), lastEventAt);
    }

    ConnectionSnapshot event(Instant now) {
        return new ConnectionSnapshot(state, lastError, reconnectAttempts, lastConnectedAt, Optional.of(now));
    }

    ConnectionSnapshot trouble(ConnectionState next, LastError error) {
        return new ConnectionSnapshot(next, Optional.of(error), error.attemptNumber(), lastConnectedAt, lastEventAt);
    }

    ConnectionSnapshot in(ConnectionState next) {
        return new ConnectionSnapshot(next, lastError, reconnectAttempts, lastConnectedAt, lastEventAt);
    }
}
