// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.Draft;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** What anybody may know of a cascade: written by the coordinator, read by any thread, under its own lock. */
public final class Ledger {

    private final Order order;
    private final CompletableFuture<CascadeOutcome> completion = new CompletableFuture<>();

    // Guarded by this; written by the coordinator alone.
    private CascadeRecord head;
    private List<StepRecord> steps = new ArrayList<>();

    Ledger(String id, Order order, Instant at) {
        this.order = order;
        this.head = new CascadeRecord(
                id,
                order.request().resourceId(),
                order.request().action(),
                CascadeStatus.PENDING,
                0,
                0,
                0,
                null,
                null,
                null,
                at,
                null,
                List.of(),
                List.of());
    }

    /** The cascade. */
    public String id() {
        return head().id();
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
        return with(head, steps);
    }

    /** The record without its steps. */
    synchronized CascadeRecord head() {
        return head;
    }

    synchronized CascadeStatus status() {
        return head.status();
    }

    synchronized void plan(Draft draft) {
        List<StepRecord> planned = new ArrayList<>(draft.steps().size());
        for (DraftStep step : draft.steps()) {
            planned.add(new StepRecord(
                    planned.size() + 1, step.id(), step.step().name(), StepState.PENDING, null, null, null));
        }
        steps = planned;
        head = Records.planned(head, planned.size());
    }

    synchronized void status(CascadeStatus status) {
        head = Records.status(head, status);
    }

    synchronized void stepBegun(int number, Instant at) {
        change(
                number,
                step -> new StepRecord(number, step.resourceId(), step.name(), StepState.RUNNING, null, at, null));
        head = Records.step(head, number, head.completedSteps());
    }

    synchronized void stepEnded(int number, StepState state, Optional<String> reason, Instant at) {
        change(
                number,
                step -> new StepRecord(
                        number, step.resourceId(), step.name(), state, reason.orElse(null), step.startedAt(), at));
        if (state == StepState.DONE || state == StepState.SKIPPED) {
            head = Records.step(head, head.currentStep(), head.completedSteps() + 1);
        }
    }

    synchronized void completed(List<String> proposed, Instant at) {
        head = Records.completed(head, proposed, at);
    }

    synchronized void failed(int step, CascadeError error, Instant at) {
        head = Records.failed(head, step, error, at);
    }

    synchronized void cancelled(CascadeError error, Instant at) {
        head = Records.cancelled(head, error, at);
    }

    private void change(int number, UnaryOperator<StepRecord> change) {
        steps.set(number - 1, change.apply(steps.get(number - 1)));
    }

    private static CascadeRecord with(CascadeRecord head, List<StepRecord> steps) {
        return new CascadeRecord(
                head.id(),
                head.resourceId(),
                head.type(),
                head.status(),
                head.currentStep(),
                head.totalSteps(),
                head.completedSteps(),
                head.failedStep(),
                head.errorCode(),
                head.errorMessage(),
                head.startedAt(),
                head.completedAt(),
                steps,
                head.proposed());
    }
}
