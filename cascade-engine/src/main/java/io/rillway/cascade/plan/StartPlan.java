// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.plan.DraftStep.Stake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plan of a start: everything upstream of the target that is not online, needs before what needs them. */
final class StartPlan {

    private final ResourceGraph graph;
    private final Order order;
    private final Reality reality;
    private final Map<String, Reason> reasons = new HashMap<>();
    private final Links links = new Links();

    /** Why a resource is in the plan, and how much depends on it. */
    private record Reason(Cause cause, Optional<String> of, Stake stake) {

        Reason atLeast(Stake other) {
            return other.compareTo(stake) > 0 ? new Reason(cause, of, other) : this;
        }
    }

    StartPlan(ResourceGraph graph, Order order, Reality reality) {
        this.graph = graph;
        this.order = order;
        this.reality = reality;
    }

    Draft draft() {
        List<String> upstream = graph.upstream(order.target());
        findReasons(upstream);
        List<DraftStep> steps = new ArrayList<>();
        List<Plan.Skipped> skipped = new ArrayList<>();
        for (String id : upstream) {
            Resource resource = graph.resource(id);
            List<Link> waits = links.resolve(direct(resource));
            Optional<String> idle = whyIdle(resource, waits);
            links.put(id, idle.isEmpty(), waits);
            idle.ifPresentOrElse(
                    why -> skipped.add(new Plan.Skipped(id, resource.name(), why)),
                    () -> steps.add(step(resource, waits)));
        }
        List<Plan.Step> shown = steps.stream().map(DraftStep::step).toList();
        Plan plan = new Plan(
                Action.START,
                order.target(),
                shown,
                skipped,
                List.of(),
                List.of(),
                Outlook.of(steps, reality.experience()),
                null);
        return new Draft(plan, steps, false, List.of());
    }

    /** From the target down: upstream lists needs first, so that its reverse meets every user before what it needs. */
    private void findReasons(List<String> upstream) {
        reasons.put(order.target(), new Reason(Cause.TARGET, Optional.empty(), Stake.FULL));
        for (int i = upstream.size() - 1; i >= 0; i--) {
            Resource user = graph.resource(upstream.get(i));
            Stake stake = reason(user.id()).stake;
            for (Dependency need : user.dependencies()) {
                addReason(need.on(), Cause.DEPENDENCY, user.id(), stakeOf(need, stake));
            }
            user.host()
                    .ifPresent(
                            host -> addReason(host, Cause.HOST, user.id(), stake == Stake.NONE ? stake : Stake.FULL));
        }
    }

    private static Stake stakeOf(Dependency need, Stake user) {
        if (user == Stake.NONE || !need.required()) {
            return Stake.NONE;
        }
        return need.condition() == Condition.STARTED ? Stake.STARTED : Stake.FULL;
    }

    private void addReason(String id, Cause cause, String of, Stake stake) {
        reasons.merge(id, new Reason(cause, Optional.of(of), stake), (first, next) -> first.atLeast(next.stake));
    }

    private Reason reason(String id) {
        return Optional.ofNullable(reasons.get(id)).orElseThrow();
    }

    private static List<Link> direct(Resource resource) {
        List<Link> direct = new ArrayList<>();
        resource.dependencies().forEach(need -> direct.add(new Link(need.on(), need.required(), need.condition())));
        resource.host().ifPresent(host -> direct.add(Link.hard(host)));
        return direct;
    }

    private Optional<String> whyIdle(Resource resource, List<Link> waits) {
        Standing now = reality.standing(resource.id());
        if (now == Standing.ONLINE) {
            return Optional.of("already online");
        }
        if (resource.connector().isEmpty()) {
            return Optional.of("no direct connector");
        }
        return now == Standing.COMPLETED && waits.isEmpty() ? Optional.of("already completed") : Optional.empty();
    }

    private DraftStep step(Resource resource, List<Link> waits) {
        String id = resource.id();
        Reason why = reason(id);
        Plan.Step shown = new Plan.Step(id, resource.name(), why.cause, why.of.orElse(null), Links.ids(waits));
        return new DraftStep(shown, waits, why.stake, true, List.of(), reality.expectedMillis(id, Action.START));
    }
}
