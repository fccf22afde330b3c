// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.plan.Draft;
import io.rillway.cascade.plan.Drafting;
import io.rillway.cascade.plan.Order;
import io.rillway.cascade.plan.Planner;
import io.rillway.cascade.plan.Scope;
import io.rillway.cascade.watch.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * From a request to a running cascade: admit it with its claim, look at everything it can touch, plan, carry out. A start
 * is answered when it is admitted; a stop when it is planned, because only then it is known whether it is refused. Of the
 * coordinator alone.
 */
final class Admission {

    private final Tools tools;
    private final Runs runs;
    private final Confirmations confirmations;
    private final Map<String, List<CompletableFuture<Ledger>>> waiting = new HashMap<>();

    Admission(Tools tools, Runs runs, Confirmations confirmations) {
        this.tools = tools;
        this.runs = runs;
        this.confirmations = confirmations;
    }

    /** Says what a request would do. */
    void plan(Order order, CompletableFuture<Plan> answer) {
        ResourceGraph graph = tools.units().graph();
        Scope scope = scope(graph, order);
        if (!order.request().options().replace()) {
            runs.checkClaims(order.request(), tools.units().find(graph, scope.claims()));
        }
        look(
                tools.units().find(graph, scope.looks()),
                () -> Answers.to(answer, () -> drafted(graph, order).plan()));
    }

    /** Begins a cascade, or finds the one that does the same. */
    void run(Order order, CompletableFuture<Ledger> answer) {
        ResourceGraph graph = tools.units().graph();
        Scope scope = scope(graph, order);
        Optional<Ledger> before = runs.archive().findRepeated(order.request());
        if (before.isPresent()) {
            runs.find(before.get().id()).ifPresentOrElse(run -> join(run, answer), () -> answer.complete(before.get()));
            return;
        }
        runs.same(order.request())
                .ifPresentOrElse(
                        same -> join(same, order.request(), answer), () -> begin(order, scope, draft -> {}, answer));
    }

    /** Who repeats a request with a key finds the same cascade again, also after a restart. */
    private void join(CascadeRun same, CascadeRequest request, CompletableFuture<Ledger> answer) {
        if (request.options().idempotencyKey().isEmpty()) {
            join(same, answer);
            return;
        }
        runs.join(same, request);
        CompletableFuture<Ledger> known = new CompletableFuture<>();
        CompletableFuture<Ledger> unused = known.whenComplete((ledger, refusal) -> {
            if (refusal == null) {
                tools.pen()
                        .whenWritten(
                                () -> answer.complete(ledger),
                                trouble -> answer.completeExceptionally(Pen.refusal(trouble)));
            } else {
                answer.completeExceptionally(refusal);
            }
        });
        join(same, known);
    }

    private void join(CascadeRun same, CompletableFuture<Ledger> answer) {
        List<CompletableFuture<Ledger>> others = waiting.get(same.ledger().id());
        if (others == null) {
            answer.complete(same.ledger());
        } else {
            others.add(answer);
        }
    }

    private void begin(Order order, Scope scope, Consumer<Draft> check, CompletableFuture<Ledger> answer) {
        CascadeRun run = runs.admit(order, scope);
        waiting.put(run.ledger().id(), new ArrayList<>(List.of(answer)));
        tools.pen().whenWritten(() -> admitted(run, check), trouble -> {
            runs.withdraw(run, String.valueOf(trouble.getMessage()));
            takeWaiting(run).forEach(waits -> waits.completeExceptionally(Pen.refusal(trouble)));
        });
    }

    /** Whoever is told of a cascade finds it again after a restart. */
    private void admitted(CascadeRun run, Consumer<Draft> check) {
        if (run.ledger().order().isStart()) {
            takeWaiting(run).forEach(waits -> waits.complete(run.ledger()));
        }
        look(looks(run), () -> answer(run, () -> planned(run, check)));
    }

    private void answer(CascadeRun run, Supplier<Ledger> supplier) {
        List<CompletableFuture<Ledger>> answers = takeWaiting(run);
        try {
            Ledger ledger = supplier.get();
            tools.pen()
                    .whenWritten(
                            () -> answers.forEach(waits -> waits.complete(ledger)),
                            trouble -> answers.forEach(waits -> waits.completeExceptionally(Pen.refusal(trouble))));
        } catch (RuntimeException e) {
            answers.forEach(waits -> waits.completeExceptionally(e));
        }
    }

    private Ledger planned(CascadeRun run, Consumer<Draft> check) {
        if (run.isOver()) {
            return run.ledger();
        }
        try {
            Draft draft = drafted(run.graph(), run.ledger().order());
            check.accept(draft);
            tools.loop().execute(() -> go(run, draft));
        } catch (RuntimeException e) {
            runs.withdraw(run, String.valueOf(e.getMessage()));
            throw e;
        }
        return run.ledger();
    }

    private void go(CascadeRun run, Draft draft) {
        if (run.isOver()) {
            return;
        }
        if (draft.gated()) {
            await(run, draft);
        } else {
            run.carryOut(draft);
        }
    }

    private void await(CascadeRun run, Draft draft) {
        runs.release(run);
        run.await(draft);
        confirmations.await(run);
    }

    /** Confirms what a cascade waits for, or what it left running. */
    void confirm(String id, CompletableFuture<Ledger> answer) {
        Ledger ledger = runs.archive().find(id).orElseThrow(() -> Refusal.unknownCascade(id));
        if (ledger.status() == CascadeStatus.AWAITING_CONFIRMATION) {
            confirmAwaiting(runs.find(id).orElseThrow(), answer);
            return;
        }
        List<String> proposed = ledger.snapshot().proposed();
        if (proposed.isEmpty()) {
            throw Confirmations.nothingToConfirm(id);
        }
        Order order = new Order(ledger.order().request(), true);
        Scope scope = scope(tools.units().graph(), order);
        begin(order, scope, draft -> Confirmations.checkProposed(id, proposed, draft), answer);
    }

    private void confirmAwaiting(CascadeRun awaiting, CompletableFuture<Ledger> answer) {
        if (waiting.containsKey(awaiting.ledger().id())) {
            join(awaiting, answer);
            return;
        }
        CascadeRun run = renewed(awaiting);
        runs.checkClaims(run.ledger().order().request(), runs.claimed(run));
        confirmations.forget(run);
        runs.claim(run);
        waiting.put(run.ledger().id(), new ArrayList<>(List.of(answer)));
        look(looks(run), () -> answer(run, () -> confirmed(run)));
    }

    /** It has waited without a claim, so that the graph may have become another one. */
    private CascadeRun renewed(CascadeRun run) {
        ResourceGraph graph = tools.units().graph();
        if (run.graph().equals(graph)) {
            return run;
        }
        CascadeRun next = runs.reopen(run.ledger(), scope(graph, run.ledger().order()));
        run.draft().ifPresent(next::awaitOn);
        return next;
    }

    private List<CompletableFuture<Ledger>> takeWaiting(CascadeRun run) {
        return Optional.ofNullable(waiting.remove(run.ledger().id())).orElse(List.of());
    }

    private Ledger confirmed(CascadeRun run) {
        if (run.isOver()) {
            return run.ledger();
        }
        try {
            Draft draft = drafted(run.graph(), run.ledger().order());
            Confirmations.checkSame(run, draft);
            run.carryOut(draft);
        } catch (Refusal refusal) {
            runs.release(run);
            confirmations.await(run);
            throw refusal;
        }
        return run.ledger();
    }

    static Scope scope(ResourceGraph graph, Order order) {
        String target = order.request().resourceId();
        if (graph.find(target).isEmpty()) {
            throw Refusal.unknownResource(target);
        }
        return Planner.scope(graph, order);
    }

    List<Unit> looks(CascadeRun run) {
        return tools.units().find(run.graph(), run.scope().looks());
    }

    void look(Collection<Unit> units, Runnable then) {
        tools.survey().of(units, then);
    }

    Draft drafted(ResourceGraph graph, Order order) {
        Drafting drafting = Planner.draft(graph, order, runs.reality());
        if (drafting instanceof Drafting.DependentsActive refused) {
            throw Refusal.dependentsActive(graph, order.request().resourceId(), refused.dependents());
        }
        return ((Drafting.Ready) drafting).draft();
    }
}
