// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.Footing;
import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan;
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
    private final Links links = new Links();

    StartPlan(ResourceGraph graph, Order order, Reality reality) {
        this.graph = graph;
        this.topology = graph.topology();
        this.order = order;
        this.reality = reality;
    }

    Draft draft() {
        int[] upstream = topology.upstream(topology.number(order.target()));
        Reasons reasons = Reasons.of(topology, upstream);
        Outlook outlook = new Outlook(topology, reality.experience());
        List<DraftStep> steps = new ArrayList<>(upstream.length);
        List<Plan.Step> shown = new ArrayList<>(upstream.length);
        List<Plan.Skipped> skipped = new ArrayList<>();
        for (int number : upstream) {
            LinkRow waits = links.resolve(topology.footing(number).links());
            String idle = whyIdle(number, waits);
            links.put(number, idle == null, waits);
            if (idle == null) {
                DraftStep step = step(number, waits, reasons);
                steps.add(step);
                shown.add(step.step());
                outlook.add(step);
            } else {
                skipped.add(new Plan.Skipped(topology.id(number), topology.name(number), idle));
            }
        }
        Plan plan =
                new Plan(Action.START, order.target(), shown, skipped, List.of(), List.of(), outlook.forecast(), null);
        return new Draft(plan, steps, false, List.of());
    }

    private @Nullable String whyIdle(int number, LinkRow waits) {
        Standing now = reality.standing(graph, number);
        if (now == Standing.ONLINE) {
            return "already online";
        }
        if (!topology.isActedOn(number)) {
            return "no direct connector";
        }
        return now == Standing.COMPLETED && waits.size() == 0 ? "already completed" : null;
    }

    private DraftStep step(int number, LinkRow waits, Reasons why) {
        Plan.Step shown = new Plan.Step(
                topology.id(number), topology.name(number), why.cause(number), why.of(number), after(number, waits));
        long expected = reality.expectedMillis(graph, number, Action.START);
        return new DraftStep(number, shown, waits, why.stake(number), true, Row.EMPTY, expected);
    }

    private List<String> after(int number, LinkRow waits) {
        Footing footing = topology.footing(number);
        return waits == footing.links() ? footing.ids() : waits.ids(topology);
    }
}
