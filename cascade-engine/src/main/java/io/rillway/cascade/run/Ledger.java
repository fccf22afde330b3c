// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.plan.Order;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What anybody may know of a cascade: written by the coordinator, read by any thread, under its own lock. */
public final class Ledger {

    private final String id;
    private final Order order;
    private final CompletableFuture<CascadeOutcome> completion = new CompletableFuture<>();

    // Guarded by this; written by the coordinator alone.
    private final Chronicle chronicle;

    Ledger(Chronicle chronicle) {
        this.id = chronicle.id();
        this.order = new Order(chronicle.request(), chronicle.unusedConfirmed());
        this.chronicle = chronicle;
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

    /** The plan that it follows, once there is one. */
    public synchronized Optional<Plan> plan() {
        return chronicle.plan();
    }

    synchronized CascadeStatus status() {
        return chronicle.status();
    }

    synchronized <T> T ask(Function<Chronicle, T> question) {
        return question.apply(chronicle);
    }

    /** The same for the coordinator, who needs no lock: nobody else writes. */
    Chronicle own() {
        return chronicle;
    }

    synchronized void apply(OfCascade entry) {
        chronicle.apply(entry);
    }
}
