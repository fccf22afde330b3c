// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.plan.Order;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops what nobody uses: a resource that is online, that no cascade touches and nobody active depends on or runs on, and that
 * every probe of one of its rules has found idle at every look for long enough. Any doubt begins the time anew. What follows
 * is a stop like any other, told of before. Of the coordinator alone.
 */
final class Idle {

    private static final Logger LOG = LoggerFactory.getLogger(Idle.class);

    private final Tools tools;
    private final Runs runs;
    private final Admission admission;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<String, List<Rest>> rests = new HashMap<>();

    Idle(Tools tools, Runs runs, Admission admission, Journal journal, InstantSource clock) {
        this.tools = tools;
        this.runs = runs;
        this.admission = admission;
        this.journal = journal;
        this.clock = clock;
    }

    /** Follows every unit by its rules. */
    void begin() {
        tools.units().all().forEach(this::follow);
    }

    /** Follows a unit by its rules as they are now. */
    void follow(Unit unit) {
        forget(unit.id());
        List<Rest> made = new ArrayList<>();
        unit.resource().inactivity().forEach(rule -> {
            Rest rest = new Rest(tools, rule, () -> mayRest(unit), idle -> due(unit, rule.id(), idle));
            made.add(rest);
            rest.begin();
        });
        if (!made.isEmpty()) {
            rests.put(unit.id(), made);
        }
    }

    /** Follows a resource no more. */
    void forget(String id) {
        List<Rest> known = rests.remove(id);
        if (known != null) {
            known.forEach(Rest::end);
        }
    }

    /** Follows nothing any more. */
    void end() {
        List.copyOf(rests.keySet()).forEach(this::forget);
    }

    private boolean mayRest(Unit unit) {
        ResourceGraph graph = tools.units().graph();
        String id = unit.id();
        return graph.find(id).isPresent()
                && unit.status() == ResourceStatus.ONLINE
                && !unit.isBusy()
                && runs.isFree(unit)
                && runs.same(CascadeRequest.stop(id)).isEmpty()
                && Stream.concat(graph.dependents(id).stream(), graph.hosted(id).stream())
                        .noneMatch(user -> tools.units().standing(user).isActive());
    }

    /** Looks first at what would be done, so that nothing is told of a stop that is then refused. */
    private void due(Unit unit, String ruleId, Duration idle) {
        Order order = Order.of(CascadeRequest.stop(unit.id()));
        CompletableFuture<Plan> planned = new CompletableFuture<>();
        CompletableFuture<Plan> unused = planned.whenComplete((plan, refusal) -> {
            if (refusal != null) {
                left(unit, refusal);
            } else if (stops(plan, unit) && mayRest(unit)) {
                stop(unit, ruleId, idle, order);
            }
        });
        Answers.orRefuse(planned, () -> admission.plan(order, planned));
    }

    private void stop(Unit unit, String ruleId, Duration idle, Order order) {
        String name = unit.resource().name();
        LOG.info("{} is stopped by rule {}: nobody has used it for {}", unit.id(), ruleId, Texts.seconds(idle));
        journal.append(new JournalEntry.AutoShutdown(clock.instant(), unit.id(), name, ruleId, idle));
        CompletableFuture<Ledger> run = new CompletableFuture<>();
        CompletableFuture<Ledger> unused = run.whenComplete((ledger, refusal) -> {
            if (refusal != null) {
                left(unit, refusal);
            }
        });
        Answers.orRefuse(run, () -> admission.run(order, run));
    }

    private static boolean stops(Plan plan, Unit unit) {
        return plan.steps().stream().anyMatch(step -> step.resourceId().equals(unit.id()));
    }

    private static void left(Unit unit, Throwable refusal) {
        LOG.info("{} is left running although nobody uses it: {}", unit.id(), refusal.getMessage());
    }
}
