// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The plan of a stop: users before what they use, and nothing that somebody active still needs. */
final class StopPlan {

    private final ResourceGraph graph;
    private final Order order;
    private final Reality reality;

    StopPlan(ResourceGraph graph, Order order, Reality reality) {
        this.graph = graph;
        this.order = order;
        this.reality = reality;
    }

    Drafting draft() {
        StopSet asked = StopSet.of(graph, order, reality.standing());
        if (order.request().dependents() == Dependents.REFUSE) {
            Map<String, List<String>> dependents = asked.activeDependents();
            if (!dependents.isEmpty()) {
                return new Drafting.DependentsActive(dependents);
            }
        }
        Map<String, StopSet.Reason> set = asked.members();
        Set<String> members = Set.copyOf(set.keySet());
        CleanUp cleanUp = new CleanUp(graph, order, reality.standing(), set);
        cleanUp.run();
        return new Drafting.Ready(draft(set, members, cleanUp));
    }

    private Draft draft(Map<String, StopSet.Reason> set, Set<String> members, CleanUp cleanUp) {
        List<DraftStep> steps = new ArrayList<>();
        List<Plan.Skipped> skipped = new ArrayList<>();
        Links links = new Links();
        for (String id : usersFirst(set.keySet())) {
            Resource resource = graph.resource(id);
            List<Link> waits = links.resolve(users(id, set.keySet()));
            Optional<String> idle = whyIdle(resource);
            links.put(id, idle.isEmpty(), waits);
            if (idle.isEmpty()) {
                steps.add(step(resource, set, waits, members.contains(id)));
            } else if (members.contains(id)) {
                skipped.add(new Plan.Skipped(id, resource.name(), idle.get()));
            }
        }
        List<String> gates = gates(steps);
        List<String> confirm =
                Stream.concat(gates.stream(), cleanUp.proposed().stream()).toList();
        List<Plan.Step> shown = steps.stream().map(DraftStep::step).toList();
        Plan plan = new Plan(
                Action.STOP,
                order.target(),
                shown,
                skipped,
                cleanUp.protectedResources(),
                confirm,
                Outlook.of(steps, reality.experience()),
                null);
        return new Draft(plan, steps, !gates.isEmpty(), cleanUp.proposed());
    }

    private List<String> gates(List<DraftStep> steps) {
        return steps.stream()
                .filter(DraftStep::member)
                .map(DraftStep::id)
                .filter(id -> graph.resource(id).stopping().confirm())
                .toList();
    }

    private List<String> usersFirst(Set<String> set) {
        List<String> order = new ArrayList<>(set.size());
        List<String> whole = graph.topologicalOrder();
        for (int i = whole.size() - 1; i >= 0; i--) {
            if (set.contains(whole.get(i))) {
                order.add(whole.get(i));
            }
        }
        return order;
    }

    private List<Link> users(String id, Set<String> set) {
        return Stream.concat(graph.dependents(id).stream(), graph.hosted(id).stream())
                .filter(set::contains)
                .map(Link::hard)
                .toList();
    }

    private Optional<String> whyIdle(Resource resource) {
        if (!reality.standing(resource.id()).isActive()) {
            return Optional.of("already offline");
        }
        return resource.connector().isEmpty() ? Optional.of("no direct connector") : Optional.empty();
    }

    private DraftStep step(Resource resource, Map<String, StopSet.Reason> set, List<Link> waits, boolean member) {
        String id = resource.id();
        StopSet.Reason why = Optional.ofNullable(set.get(id)).orElseThrow();
        Plan.Step shown =
                new Plan.Step(id, resource.name(), why.cause(), why.of().orElse(null), Links.ids(waits));
        List<String> users = Stream.concat(needers(id, member).stream(), graph.hosted(id).stream())
                .filter(user -> !set.containsKey(user)
                        || graph.resource(user).connector().isPresent())
                .toList();
        return new DraftStep(
                shown, waits, DraftStep.Stake.FULL, member, users, reality.expectedMillis(id, Action.STOP));
    }

    /** Who keeps it from being stopped: what was asked for is kept by hard needs alone, and not by those to be ignored. */
    private List<String> needers(String id, boolean member) {
        if (!member) {
            return graph.dependents(id);
        }
        return order.request().dependents() == Dependents.IGNORE ? List.of() : graph.requirers(id);
    }
}
