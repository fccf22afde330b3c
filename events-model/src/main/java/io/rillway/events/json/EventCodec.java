// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import io.rillway.events.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns payloads into JSON and back, and puts them into the envelope that an endpoint asks for.
 *
 * <p>{@code Instant} is written as ISO-8601; absent values of records are left out; unknown fields are ignored when
 * reading, and a missing field that a record requires is an error.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> {@link MalformedEventException} with the path in the payload.
 */
public final class EventCodec {

    /** A codec. */
    public EventCodec() {}

    /**
     * {@return the payload as JSON in UTF-8, on one line}
     *
     * @param data null, a record, a map, a list, a string, a number, a boolean or {@code Json}
     * @throws MalformedEventException if it cannot be written, or is {@code Json} that is not JSON
     */
    public byte[] encode(@Nullable Object data) {
        throw new UnsupportedOperationException("events-model");
    }

    /**
     * {@return the payload of an event}
     *
     * @param type the event's type
     * @param json the body of the event in the {@link Envelope#RAW} form
     * @param <T> the payload
     * @throws MalformedEventException if it is not such a payload
     */
    public <T> T decode(EventType<T> type, String json) {
        throw new UnsupportedOperationException("events-model");
    }

    /**
     * {@return the body of an event in an envelope, as UTF-8}
     *
     * @param envelope the shape of the body
     * @param type the event's type
     * @param at when the event was published
     * @param data the payload as {@link #encode} wrote it
     */
    public byte[] wrap(Envelope envelope, String type, Instant at, byte[] data) {
        throw new UnsupportedOperationException("events-model");
    }
}
