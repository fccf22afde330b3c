// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

import io.rillway.client.model.StreamEvent.Received;
import java.util.function.Predicate;

/**
 * When a stream has come to its own end, after which nothing is opened anew. A stream of events has none; the answer to one
 * question, as language models stream it, does.
 *
 * <p><b>Threads:</b> immutable.
 */
public interface StreamEnd {

    /** The stream goes on for ever: whatever ends it is a loss. */
    StreamEnd NEVER = event -> false;

    /** The stream ends where its body ends as it should; a body that was cut is an error. */
    StreamEnd BODY = new StreamEnd() {
        @Override
        public boolean isLast(Received event) {
            return false;
        }

        @Override
        public boolean isBodyEnd() {
            return true;
        }
    };

    /**
     * {@return whether an event is the last one, which is still given out}
     *
     * @param event the event
     */
    boolean isLast(Received event);

    /** {@return whether the stream may end with its body} */
    default boolean isBodyEnd() {
        return false;
    }

    /**
     * {@return the end at a marker; a body that ends before it was cut short, which is an error}
     *
     * @param marker tells the last event
     */
    static StreamEnd at(Predicate<Received> marker) {
        requireNonNull(marker, "marker");
        return marker::test;
    }

    /**
     * {@return the end at an event with this payload, such as {@code [DONE]}}
     *
     * @param data the payload of the last event
     */
    static StreamEnd atData(String data) {
        requireNonNull(data, "data");
        return event -> event.data().equals(data);
    }

    /**
     * {@return the end at an event of this type, such as {@code message_stop}}
     *
     * @param type the type of the last event
     */
    static StreamEnd atType(String type) {
        requireNonNull(type, "type");
        return event -> event.type().equals(type);
    }
}
