// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import io.rillway.cascade.run.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/** Waits for answers of the coordinator, and turns its refusals into those of the door. */
final class Waiting {

    private Waiting() {}

    /** Waits; an interruption is kept for after, since the answer is on its way. */
    static <T> T forAnswer(CompletableFuture<T> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return interruptibly(answer);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static <T> T interruptibly(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(ExecutionException e) {
        if (e.getCause() instanceof Refusal refusal) {
            return refused(refusal);
        }
        if (e.getCause() instanceof RejectedExecutionException) {
            return refused(Refusal.closed());
        }
        return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    }

    static CascadeException refused(Refusal refusal) {
        return new CascadeException(
                CascadeException.Code.valueOf(refusal.reason().name()),
                String.valueOf(refusal.getMessage()),
                refusal.details());
    }
}
