// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.events.Event;
import io.rillway.events.EventSink;
import java.util.concurrent.CompletionStage;

/** The engine's way to the hub until the streams have ended; what the engine still tells then has no listener. */
final class EngineSink implements EventSink {

    private final EventSink hub;
    private volatile boolean closed;

    EngineSink(EventSink hub) {
        this.hub = hub;
    }

    void close() {
        closed = true;
    }

    private EventSink sink() {
        return closed ? EventSink.discarding() : hub;
    }

    @Override
    public CompletionStage<String> publish(Event event) {
        return sink().publish(event);
    }

    @Override
    public CompletionStage<String> publish(Event event, String idempotencyKey) {
        return sink().publish(event, idempotencyKey);
    }
}
