// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.run.Coordinator;
import io.rillway.cascade.run.Ledger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The handle to a cascade of an engine. */
final class CascadeHandle implements Cascade {

    private final Coordinator coordinator;
    private final Ledger ledger;

    CascadeHandle(Coordinator coordinator, Ledger ledger) {
        this.coordinator = coordinator;
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return ledger.id();
    }

    @Override
    public CascadeRecord snapshot() {
        return ledger.snapshot();
    }

    @Override
    public Optional<Plan> plan() {
        return ledger.plan();
    }

    @Override
    public CompletionStage<CascadeOutcome> completion() {
        return ledger.completion().minimalCompletionStage();
    }

    @Override
    public CascadeOutcome await(Duration timeout) throws TimeoutException, InterruptedException {
        CompletableFuture<CascadeOutcome> outcome = ledger.completion();
        try {
            return outcome.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cascade: " + id() + " (expected: an outcome, never a failure)", e);
        }
    }

    @Override
    public void cancel() {
        cancel(Duration.ZERO);
    }

    @Override
    public void cancel(Duration grace) {
        coordinator.cancel(id(), "somebody cancelled it", requireNonNull(grace, "grace"));
    }
}
