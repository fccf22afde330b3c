// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Answers to those who wait for the coordinator. */
final class Answers {

    private Answers() {}

    /** Answers with what the supplier returns, or with what it throws: whoever waits must not wait for ever. */
    static <T> void to(CompletableFuture<T> answer, Supplier<T> supplier) {
        toAll(List.of(answer), supplier);
    }

    /** Answers all of them with the same. */
    static <T> void toAll(List<CompletableFuture<T>> answers, Supplier<T> supplier) {
        try {
            T value = supplier.get();
            answers.forEach(answer -> answer.complete(value));
        } catch (RuntimeException e) {
            answers.forEach(answer -> answer.completeExceptionally(e));
        }
    }

    /** Asks for an answer; a refusal is one. */
    static void orRefuse(CompletableFuture<?> answer, Runnable question) {
        try {
            question.run();
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
