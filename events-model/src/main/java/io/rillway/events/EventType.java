// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

/**
 * A kind of event: its name on the wire and the class of its payload.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a name that could break a frame is an {@link IllegalArgumentException}.
 *
 * @param name the event's name, kept exactly as the application has it; see {@link Event#type()} for its limits
 * @param payload the class of the payload, usually a record
 * @param <T> the payload
 */
public record EventType<T>(String name, Class<T> payload) {

    public EventType {
        requireNonNull(payload, "payload");
        Event.checkType(name);
    }

    /**
     * {@return the event type with this name and payload}
     *
     * @param name the event's name
     * @param payload the class of the payload
     * @param <T> the payload
     * @throws IllegalArgumentException if the name cannot be an event's type
     */
    public static <T> EventType<T> of(String name, Class<T> payload) {
        return new EventType<>(name, payload);
    }

    /**
     * {@return an event of this type}
     *
     * @param topic what the event is about
     * @param data the payload
     */
    public Event on(String topic, T data) {
        return Event.of(topic, name, data);
    }
}
