// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.Journal.Written;
import io.rillway.cascade.journal.JournalException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for what a journal says. */
final class Receipt implements Written {

    private final CompletableFuture<Optional<JournalException>> told = new CompletableFuture<>();

    @Override
    public void durable() {
        told.complete(Optional.empty());
    }

    @Override
    public void failed(JournalException trouble) {
        told.complete(Optional.of(trouble));
    }

    Optional<JournalException> await() {
        return told.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
