// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a log answers to an append. Both stages fail with {@link HubException} when the event cannot be stored; after
 * {@code accepted} has completed, {@code stored} still may.
 *
 * @param accepted completes with the id of the entry once it has its place, which no other entry will ever have
 * @param stored completes with the id once the entry is committed
 */
public record Receipt(CompletionStage<String> accepted, CompletionStage<String> stored) {

    /**
     * {@return the receipt of what is stored already}
     *
     * @param id its id
     */
    public static Receipt of(String id) {
        CompletionStage<String> done = CompletableFuture.completedFuture(id);
        return new Receipt(done, done);
    }

    /**
     * {@return the receipt of what is not stored}
     *
     * @param cause why
     */
    public static Receipt refused(HubException cause) {
        CompletionStage<String> failed = CompletableFuture.failedFuture(cause);
        return new Receipt(failed, failed);
    }
}
