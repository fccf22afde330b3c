// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a log answers to an append. Both stages fail with {@link HubException} when the event cannot be stored; after
 * {@code accepted} has completed, {@code stored} still may.
 *
 * @param accepted completes with the id of the entry once it has its place, which no other entry will ever have
 * @param stored completes with the entry once it is committed
 */
public record Receipt(CompletionStage<String> accepted, CompletionStage<LogEntry> stored) {

    /**
     * {@return the receipt of what is stored already}
     *
     * @param entry the entry
     */
    public static Receipt of(LogEntry entry) {
        return new Receipt(CompletableFuture.completedFuture(entry.id()), CompletableFuture.completedFuture(entry));
    }

    /**
     * {@return the receipt of what is not stored}
     *
     * @param cause why
     */
    public static Receipt refused(HubException cause) {
        return new Receipt(CompletableFuture.failedFuture(cause), CompletableFuture.failedFuture(cause));
    }
}
