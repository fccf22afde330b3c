// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Answers to those who wait for the coordinator. */
final class Answers {

    private Answers() {}

    /** Answers with what the supplier returns, or with what it throws: whoever waits must not wait for ever. */
    static <T> void to(CompletableFuture<T> answer, Supplier<T> supplier) {
        try {
            answer.complete(supplier.get());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
