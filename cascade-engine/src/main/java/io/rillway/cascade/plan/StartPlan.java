// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan of a start: everything upstream of the target that is not online, needs before what needs them. */
final class StartPlan {

    private final ResourceGraph graph;
    private final Topology topology;
    private final Order order;
    private final Reality reality;
    private final Links links;

    StartPlan(ResourceGraph graph, Order order, Reality reality) {
        this.graph = graph;
        this.topology = graph.topology();
        this.order = order;
        this.reality = reality;
        this.links = new Links();
    }

    Draft draft() {
        int[] upstream = topology.upstream(topology.number(order.target()));
        Reasons reasons = Reasons.of(topology, upstream);
        List<DraftStep> steps = new ArrayList<>(upstream.length);
        List<Plan.Step> shown = new ArrayList<>(upstream.length);
        List<Plan.Skipped> skipped = new ArrayList<>();
        for (int number : upstream) {
            Resource resource = topology.resource(number);
            LinkRow waits = links.resolve(direct(number));
            String idle = whyIdle(resource, number, waits);
            links.put(number, idle == null, waits);
            if (idle == null) {
                DraftStep step = step(number, waits, reasons);
                steps.add(step);
                shown.add(step.step());
            } else {
                skipped.add(new Plan.Skipped(resource.id(), resource.name(), idle));
            }
        }
        Plan plan = new Plan(
                Action.START,
                order.target(),
                shown,
                skipped,
                List.of(),
                List.of(),
                Outlook.of(topology, steps, reality.experience()),
                null);
        return new Draft(plan, steps, false, List.of());
    }

    private LinkRow direct(int number) {
        Edges needs = topology.needs();
        int host = topology.host(number);
        LinkRow.Growing direct = new LinkRow.Growing(needs.count(number) + (host == Topology.NONE ? 0 : 1));
        for (int i = needs.from(number); i < needs.to(number); i++) {
            direct.add(needs.at(i), topology.isRequired(i), topology.condition(i));
        }
        if (host != Topology.NONE) {
            direct.add(host, true, Condition.HEALTHY);
        }
        return direct.row();
    }

    private @Nullable String whyIdle(Resource resource, int number, LinkRow waits) {
        Standing now = reality.standing(graph, number);
        if (now == Standing.ONLINE) {
            return "already online";
        }
        if (resource.connector().isEmpty()) {
            return "no direct connector";
        }
        return now == Standing.COMPLETED && waits.size() == 0 ? "already completed" : null;
    }

    private DraftStep step(int number, LinkRow waits, Reasons why) {
        Resource resource = topology.resource(number);
        Plan.Step shown =
                new Plan.Step(resource.id(), resource.name(), why.cause(number), why.of(number), waits.ids(topology));
        long expected = reality.expectedMillis(graph, number, Action.START);
        return new DraftStep(number, shown, waits, why.stake(number), true, Row.EMPTY, expected);
    }
}
