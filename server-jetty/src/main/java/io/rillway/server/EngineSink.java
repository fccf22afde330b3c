// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.events.Event;
import io.rillway.events.EventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The engine's way to the hub until the streams have ended. What the engine still tells then waits in its journal, and is
 * published at the next start: nobody answers for it any more.
 */
final class EngineSink implements EventSink {

    private final EventSink hub;
    private volatile boolean closed;

    EngineSink(EventSink hub) {
        this.hub = hub;
    }

    void close() {
        closed = true;
    }

    @Override
    public CompletionStage<String> publish(Event event) {
        return closed ? new CompletableFuture<>() : hub.publish(event);
    }

    @Override
    public CompletionStage<String> publish(Event event, String idempotencyKey) {
        return closed ? new CompletableFuture<>() : hub.publish(event, idempotencyKey);
    }
}
