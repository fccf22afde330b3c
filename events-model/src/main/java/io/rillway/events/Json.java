// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

/**
 * A payload that is JSON text already, for example the body of a request; it is carried as it stands.
 *
 * <p>The text is taken on trust here; {@code EventCodec} checks it when the event is encoded.
 *
 * @param text one JSON value
 */
public record Json(String text) {

    public Json {
        requireNonNull(text, "text");
    }

    /** {@return the JSON text} */
    @Override
    public String toString() {
        return text;
    }
}
