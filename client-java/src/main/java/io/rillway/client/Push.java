// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.StreamEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Handlers as the outlet of a pump, and the promise that is kept when it ends. */
record Push(Predicate<StreamEvent> handlers, CompletableFuture<Void> done) implements Outlet {

    @Override
    public boolean event(StreamEvent event) {
        return handlers.test(event);
    }

    @Override
    public void end(Optional<Throwable> failure) {
        failure.ifPresentOrElse(done::completeExceptionally, () -> done.complete(null));
    }
}
