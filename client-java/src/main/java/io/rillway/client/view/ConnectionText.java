// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.ConnectionSnapshot.LastError;
import java.util.Optional;

/**
 * What an indicator of the connection says (requirements S5-12).
 *
 * @param text the words
 * @param colour the colour of the indicator
 */
public record ConnectionText(String text, Colour colour) {

    /** The colour of an indicator. */
    public enum Colour {
        /** It is being worked on. */
        YELLOW,
        /** It has failed. */
        RED,
        /** Nothing is wanted. */
        GREY
    }

    /**
     * {@return what is said of a client that stands like this; nothing while it is connected}
     *
     * @param snapshot how the client stands
     */
    public static Optional<ConnectionText> of(ConnectionSnapshot snapshot) {
        return switch (snapshot.state()) {
            case CONNECTED -> Optional.empty();
            case CONNECTING -> Optional.of(new ConnectionText("Connecting to live updates...", Colour.YELLOW));
            case RECONNECTING ->
                Optional.of(new ConnectionText(
                        "Reconnecting (attempt " + snapshot.reconnectAttempts() + ")...", Colour.YELLOW));
            case ERROR ->
                Optional.of(new ConnectionText(
                        snapshot.lastError().map(LastError::message).orElse("Connection error"), Colour.RED));
            case DISCONNECTED -> Optional.of(new ConnectionText("Disconnected from live updates", Colour.GREY));
        };
    }
}
