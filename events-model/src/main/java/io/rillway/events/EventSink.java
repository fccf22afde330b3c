// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where events go. A hub is one; whoever only wants to tell something needs no more than this.
 *
 * <p><b>Threads:</b> any thread may publish; an implementation never waits for a subscriber, and not for a disk either.
 * <b>Errors:</b> an event that can never be accepted is an {@link IllegalArgumentException}; trouble in storing it fails
 * the stage.
 */
public interface EventSink {

    /**
     * Publishes the event.
     *
     * @param event what is to be told
     * @return completes with the event's id once it is stored
     */
    CompletionStage<String> publish(Event event);

    /**
     * Publishes the event unless one was published with this key before and is still kept; so a repetition is harmless.
     *
     * @param event what is to be told
     * @param idempotencyKey what makes the two the same
     * @return completes with the id of the event that is kept
     */
    CompletionStage<String> publish(Event event, String idempotencyKey);

    /**
     * Publishes the event and is answered when it is wanted; a sink that knows only one kind of answer gives that.
     *
     * @param event what is to be told
     * @param idempotencyKey what makes two the same, or null
     * @param ack when to answer
     * @return completes with the id of the event that is kept
     */
    default CompletionStage<String> publish(Event event, @Nullable String idempotencyKey, Ack ack) {
        return idempotencyKey == null ? publish(event) : publish(event, idempotencyKey);
    }

    /** {@return the sink that accepts everything and keeps nothing; always the same one} */
    static EventSink discarding() {
        return Discarding.SINK;
    }
}
