// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.plan.Order;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What anybody may know of a cascade: its chronicle, written by the coordinator, read by any thread, under its own lock. */
public final class Ledger {

    private final Order order;
    private final String id;
    private final CompletableFuture<CascadeOutcome> completion = new CompletableFuture<>();

    // Guarded by this; written by the coordinator alone.
    private final Chronicle chronicle;

    Ledger(Order order, Chronicle chronicle) {
        this.order = order;
        this.chronicle = chronicle;
        this.id = chronicle.admitted().cascadeId();
    }

    /** The cascade. */
    public String id() {
        return id;
    }

    /** What was asked for. */
    Order order() {
        return order;
    }

    /** Completes on a worker when the cascade ends. */
    public CompletableFuture<CascadeOutcome> completion() {
        return completion;
    }

    /** The record at this moment; copies the steps. */
    public synchronized CascadeRecord snapshot() {
        return chronicle.record();
    }

    synchronized CascadeStatus status() {
        return chronicle.status();
    }

    synchronized int totalSteps() {
        return chronicle.totalSteps();
    }

    synchronized int completedSteps() {
        return chronicle.completedSteps();
    }

    synchronized int currentStep() {
        return chronicle.currentStep();
    }

    synchronized List<String> proposed() {
        return chronicle.proposed();
    }

    synchronized void apply(JournalEntry.OfCascade entry) {
        chronicle.apply(entry);
    }
}
