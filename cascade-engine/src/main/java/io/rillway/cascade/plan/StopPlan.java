// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plan of a stop: users before what they use, and nothing that somebody active still needs. */
final class StopPlan {

    private final ResourceGraph graph;
    private final Topology topology;
    private final Order order;
    private final Reality reality;
    private final Links links = new Links();

    StopPlan(ResourceGraph graph, Order order, Reality reality) {
        this.graph = graph;
        this.topology = graph.topology();
        this.order = order;
        this.reality = reality;
    }

    private boolean isActive(int number) {
        return reality.isActive(graph, number);
    }

    Drafting draft() {
        StopSet set = StopSet.of(topology, order, this::isActive);
        if (order.request().dependents() == Dependents.REFUSE) {
            Map<String, List<String>> dependents = set.activeDependents();
            if (!dependents.isEmpty()) {
                return new Drafting.DependentsActive(dependents);
            }
        }
        Found asked = Found.of(set.members().toArray());
        CleanUp cleanUp = new CleanUp(topology, order, this::isActive, set);
        cleanUp.run();
        return new Drafting.Ready(draft(set, asked, cleanUp));
    }

    private Draft draft(StopSet set, Found asked, CleanUp cleanUp) {
        List<DraftStep> steps = new ArrayList<>(set.members().size());
        List<Plan.Skipped> skipped = new ArrayList<>();
        for (int number = topology.size() - 1; number >= 0; number--) {
            if (!set.has(number)) {
                continue;
            }
            Resource resource = topology.resource(number);
            LinkRow waits = links.resolve(users(number, set));
            String idle = whyIdle(resource, number);
            links.put(number, idle == null, waits);
            if (idle == null) {
                steps.add(step(number, set, waits, asked.has(number)));
            } else if (asked.has(number)) {
                skipped.add(new Plan.Skipped(resource.id(), resource.name(), idle));
            }
        }
        Outlook outlook = new Outlook(topology, reality.experience());
        steps.forEach(outlook::add);
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
                outlook.forecast(),
                null);
        return new Draft(plan, steps, !gates.isEmpty(), cleanUp.proposed());
    }

    private List<String> gates(List<DraftStep> steps) {
        return steps.stream()
                .filter(DraftStep::member)
                .filter(step -> topology.resource(step.number()).stopping().confirm())
                .map(DraftStep::id)
                .toList();
    }

    private LinkRow users(int number, StopSet set) {
        Row.Growing users = new Row.Growing();
        addUsers(topology.dependents(), number, set, users);
        addUsers(topology.hosted(), number, set, users);
        return users.hardLinks();
    }

    /** Each once: what runs on it may need it as well. */
    private void addUsers(Edges edges, int number, StopSet set, Row.Growing users) {
        boolean mayBeThere = edges == topology.hosted();
        for (int i = edges.from(number); i < edges.to(number); i++) {
            int user = edges.at(i);
            if (set.has(user) && !(mayBeThere && topology.needs().has(user, number))) {
                users.add(user);
            }
        }
    }

    private @Nullable String whyIdle(Resource resource, int number) {
        if (!isActive(number)) {
            return "already offline";
        }
        return resource.connector().isEmpty() ? "no direct connector" : null;
    }

    private DraftStep step(int number, StopSet set, LinkRow waits, boolean member) {
        Resource resource = topology.resource(number);
        Plan.Step shown =
                new Plan.Step(resource.id(), resource.name(), set.cause(number), set.of(number), waits.ids(topology));
        Row.Growing users = new Row.Growing();
        addGuards(needers(member), number, set, users);
        addGuards(topology.hosted(), number, set, users);
        long expected = reality.expectedMillis(graph, number, Action.STOP);
        return new DraftStep(number, shown, waits, DraftStep.Stake.FULL, member, users.row(), expected);
    }

    /** Those users that must not be active when it is stopped: a group that goes too stands as its members do. */
    private void addGuards(@Nullable Edges edges, int number, StopSet set, Row.Growing users) {
        if (edges == null) {
            return;
        }
        for (int i = edges.from(number); i < edges.to(number); i++) {
            int user = edges.at(i);
            if (!set.has(user) || topology.resource(user).connector().isPresent()) {
                users.add(user);
            }
        }
    }

    /** Who keeps it from being stopped: what was asked for is kept by hard needs alone, and not by those to be ignored. */
    private @Nullable Edges needers(boolean member) {
        if (!member) {
            return topology.dependents();
        }
        return order.request().dependents() == Dependents.IGNORE ? null : topology.requirers();
    }
}
