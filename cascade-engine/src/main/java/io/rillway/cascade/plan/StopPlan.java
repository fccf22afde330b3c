// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The plan of a stop: users before what they use, and nothing that somebody active still needs. */
final class StopPlan {

    private final ResourceGraph graph;
    private final Topology topology;
    private final Order order;
    private final Reality reality;

    StopPlan(ResourceGraph graph, Order order, Reality reality) {
        this.graph = graph;
        this.topology = graph.topology();
        this.order = order;
        this.reality = reality;
    }

    Drafting draft() {
        StopSet asked = StopSet.of(graph, order, reality.in(graph));
        if (order.request().dependents() == Dependents.REFUSE) {
            Map<String, List<String>> dependents = asked.activeDependents();
            if (!dependents.isEmpty()) {
                return new Drafting.DependentsActive(dependents);
            }
        }
        Map<String, StopSet.Reason> set = asked.members();
        Set<String> members = Set.copyOf(set.keySet());
        CleanUp cleanUp = new CleanUp(graph, order, reality.in(graph), set);
        cleanUp.run();
        return new Drafting.Ready(draft(set, members, cleanUp));
    }

    private Draft draft(Map<String, StopSet.Reason> set, Set<String> members, CleanUp cleanUp) {
        List<DraftStep> steps = new ArrayList<>();
        List<Plan.Skipped> skipped = new ArrayList<>();
        Links links = new Links();
        BitSet inSet = numbers(set.keySet());
        for (int place = topology.size() - 1; place >= 0; place--) {
            int number = topology.inOrder(place);
            if (!inSet.get(number)) {
                continue;
            }
            Resource resource = topology.resource(number);
            List<Link> waits = links.resolve(users(number, inSet));
            Optional<String> idle = whyIdle(resource, number);
            links.put(number, idle.isEmpty(), waits);
            if (idle.isEmpty()) {
                steps.add(step(number, set, waits, members.contains(resource.id())));
            } else if (members.contains(resource.id())) {
                skipped.add(new Plan.Skipped(resource.id(), resource.name(), idle.get()));
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
                Outlook.of(topology, steps, reality.experience()),
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

    private BitSet numbers(Set<String> ids) {
        BitSet numbers = new BitSet(topology.size());
        ids.forEach(id -> numbers.set(topology.number(id)));
        return numbers;
    }

    private List<Link> users(int number, BitSet set) {
        List<Link> users = new ArrayList<>();
        addUsers(topology.dependents(), number, set, users);
        addUsers(topology.hosted(), number, set, users);
        return List.copyOf(users);
    }

    private static void addUsers(Edges edges, int number, BitSet set, List<Link> users) {
        for (int i = edges.from(number); i < edges.to(number); i++) {
            if (set.get(edges.at(i))) {
                users.add(Link.hard(edges.at(i)));
            }
        }
    }

    private Optional<String> whyIdle(Resource resource, int number) {
        if (!reality.isActive(graph, number)) {
            return Optional.of("already offline");
        }
        return resource.connector().isEmpty() ? Optional.of("no direct connector") : Optional.empty();
    }

    private DraftStep step(int number, Map<String, StopSet.Reason> set, List<Link> waits, boolean member) {
        Resource resource = topology.resource(number);
        String id = resource.id();
        StopSet.Reason why = Optional.ofNullable(set.get(id)).orElseThrow();
        Plan.Step shown =
                new Plan.Step(id, resource.name(), why.cause(), why.of().orElse(null), Link.ids(graph, waits));
        List<String> users = Stream.concat(needers(id, member).stream(), graph.hosted(id).stream())
                .filter(user -> !set.containsKey(user)
                        || graph.resource(user).connector().isPresent())
                .toList();
        long expected = reality.expectedMillis(graph, number, Action.STOP);
        return new DraftStep(number, shown, waits, DraftStep.Stake.FULL, member, users, expected);
    }

    /** Who keeps it from being stopped: what was asked for is kept by hard needs alone, and not by those to be ignored. */
    private List<String> needers(String id, boolean member) {
        if (!member) {
            return graph.dependents(id);
        }
        return order.request().dependents() == Dependents.IGNORE ? List.of() : graph.requirers(id);
    }
}
