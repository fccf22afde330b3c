// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The sink that accepts everything and keeps nothing. */
enum Discarding implements EventSink {
    SINK;

    @Override
    public CompletionStage<String> publish(Event event) {
        return CompletableFuture.completedFuture("");
    }

    @Override
    public CompletionStage<String> publish(Event event, String idempotencyKey) {
        return publish(event);
    }
}
