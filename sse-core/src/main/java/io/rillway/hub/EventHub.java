// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import io.rillway.events.Event;
import io.rillway.events.EventSink;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import java.util.concurrent.CompletionStage;

/**
 * The hub: whatever is published to it goes into its log, and from there to every subscriber that may see it.
 *
 * <p>A subscriber is a cursor into the log. A few writer threads each own a shard of the subscribers and walk in rounds:
 * a round takes what is new, routes it, and gives each ready subscriber all that lies between its cursor and the end in
 * one write. Replay, live and slow are one mechanism, so there is no seam between them.
 *
 * <p><b>Threads:</b> every method may be called from any thread; publishing never waits for a subscriber. <b>Errors:</b>
 * {@link HubException} when the hub is closed or full, {@link IllegalArgumentException} for an event that can never be
 * accepted. <b>Limits:</b> those of {@link HubOptions}.
 */
public final class EventHub implements EventSink, AutoCloseable {

    private EventHub() {}

    /**
     * {@return an open hub}
     *
     * @param options its settings
     */
    public static EventHub open(HubOptions options) {
        throw new UnsupportedOperationException("sse-core");
    }

    @Override
    public CompletionStage<String> publish(Event event) {
        throw new UnsupportedOperationException("sse-core");
    }

    @Override
    public CompletionStage<String> publish(Event event, String idempotencyKey) {
        throw new UnsupportedOperationException("sse-core");
    }

    /**
     * Opens a stream: the greeting, what the request's start asks for from the log, then live, with no seam.
     *
     * @param request what to send
     * @param connection where to send it; the hub owns it from now on
     * @return the stream
     * @throws HubException if the hub is closed or full; the connection has not been touched then
     */
    public Subscription subscribe(SubscribeRequest request, Connection connection) {
        throw new UnsupportedOperationException("sse-core");
    }

    /** {@return the number of open streams} */
    public int subscriberCount() {
        throw new UnsupportedOperationException("sse-core");
    }

    /**
     * Takes nothing more, tells every stream a jittered {@code retry:}, completes it, and returns within the grace of the
     * options; what is not gone by then is dropped. No thread and no timer is left.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException("sse-core");
    }
}
