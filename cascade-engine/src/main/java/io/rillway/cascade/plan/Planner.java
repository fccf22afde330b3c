// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.ResourceGraph;
import java.util.List;
import java.util.Set;

/** Makes plans: pure functions of the graph, the order and what was seen of reality. */
public final class Planner {

    private Planner() {}

    /** What the order can touch, before anything was looked at. */
    public static Scope scope(ResourceGraph graph, Order order) {
        return Scope.of(graph, order);
    }

    /** What the order does now. The standing of everything in its scope's looks is asked for. */
    public static Drafting draft(ResourceGraph graph, Order order, Reality reality) {
        return order.isStart()
                ? new Drafting.Ready(new StartPlan(graph, order, reality).draft())
                : new StopPlan(graph, order, reality).draft();
    }

    /** Steps that stop these resources and nothing else, users before what they use. */
    public static List<DraftStep> teardown(ResourceGraph graph, Set<String> ids) {
        return Undoing.stops(graph, ids);
    }

    /** Steps that start these resources and nothing else, needs before what needs them. */
    public static List<DraftStep> restore(ResourceGraph graph, Set<String> ids) {
        return Undoing.starts(graph, ids);
    }
}
