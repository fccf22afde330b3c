// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.ResourceGraph;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes plans: pure functions of the graph, the order and what was seen of reality. */
public final class Planner {

    private Planner() {}

    /** What the order can touch, before anything was looked at. */
    public static Scope scope(ResourceGraph graph, Order order) {
        return Scope.of(graph, order);
    }

    /** What the order does now. The standing of everything in its scope's looks is asked for. */
    public static Drafting draft(ResourceGraph graph, Order order, Function<String, Standing> standing) {
        return order.isStart()
                ? new Drafting.Ready(new StartPlan(graph, order, standing).draft())
                : new StopPlan(graph, order, standing).draft();
    }

    /** Steps that stop these resources and nothing else, users before what they use. */
    public static List<DraftStep> teardown(ResourceGraph graph, Set<String> ids) {
        return StopPlan.teardown(graph, ids);
    }
}
