// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import io.rillway.events.EventType;
import io.rillway.events.json.EventCodec;
import io.rillway.events.json.MalformedEventException;
import java.time.Duration;
import java.util.Optional;

/** What happens on a stream, in its order. */
public sealed interface StreamEvent {

    /**
     * The stream is open.
     *
     * @param url where it is open, after redirects, without query and user
     * @param heartbeat the time between two signs of life, if the server announced it
     */
    record Started(String url, Optional<Duration> heartbeat) implements StreamEvent {}

    /**
     * An event came.
     *
     * @param id the last event id, empty if there is none
     * @param type the event's type
     * @param data the payload as it came
     */
    record Received(String id, String type, String data) implements StreamEvent {

        private static final EventCodec CODEC = new EventCodec();

        /**
         * {@return the payload, typed, whatever the envelope of the endpoint}
         *
         * @param type what it has to be
         * @param <T> the payload
         * @throws MalformedEventException if it is not that
         */
        public <T> T decode(EventType<T> type) {
            return CODEC.unwrap(type, data);
        }
    }

    /**
     * A comment came; told only where the options ask for comments.
     *
     * @param text what stood after the colon
     */
    record Comment(String text) implements StreamEvent {}

    /**
     * The stream is opened anew, but cannot be asked to go on after the last event: its id has characters that no request
     * can carry. Told once for each such id.
     *
     * @param id the id that is not sent
     */
    record Unsendable(String id) implements StreamEvent {}

    /**
     * An attempt has ended.
     *
     * @param error how
     * @param attempt the number of the next attempt since the stream last was stable, from 1; without a next one, how many
     *     there were
     * @param retryIn when the next attempt begins; empty if there will be none
     */
    record Fault(StreamException error, int attempt, Optional<Duration> retryIn) implements StreamEvent {}
}
