// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Steps for some resources and nothing else, in an order that holds across whatever lies between them. */
final class Undoing {

    private final ResourceGraph graph;
    private final Set<String> ids;
    private final List<DraftStep> steps = new ArrayList<>();
    private final Links links = new Links();

    private Undoing(ResourceGraph graph, Set<String> ids) {
        this.graph = graph;
        this.ids = ids;
    }

    /** Users before what they use. */
    static List<DraftStep> stops(ResourceGraph graph, Set<String> ids) {
        Undoing undoing = new Undoing(graph, ids);
        List<String> whole = graph.topologicalOrder();
        for (int i = whole.size() - 1; i >= 0; i--) {
            String id = whole.get(i);
            List<String> users = Stream.concat(graph.dependents(id).stream(), graph.hosted(id).stream())
                    .toList();
            undoing.add(id, users, users);
        }
        return undoing.steps;
    }

    /** Needs before what needs them. */
    static List<DraftStep> starts(ResourceGraph graph, Set<String> ids) {
        Undoing undoing = new Undoing(graph, ids);
        for (String id : graph.topologicalOrder()) {
            List<String> needs = Stream.concat(
                            graph.resource(id).dependencies().stream().map(Dependency::on),
                            graph.resource(id).host().stream())
                    .toList();
            undoing.add(id, needs, List.of());
        }
        return undoing.steps;
    }

    private void add(String id, List<String> before, List<String> users) {
        List<Link> waits = links.resolve(before.stream().map(Link::hard).toList());
        links.put(id, ids.contains(id), waits);
        if (ids.contains(id)) {
            Plan.Step shown = new Plan.Step(id, graph.resource(id).name(), Plan.Cause.TARGET, null, Links.ids(waits));
            steps.add(new DraftStep(shown, waits, DraftStep.Stake.FULL, false, users, Experience.USUAL_MILLIS));
        }
    }
}
