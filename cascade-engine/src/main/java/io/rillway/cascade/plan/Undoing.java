// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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
        Topology topology = graph.topology();
        for (int number = topology.size() - 1; number >= 0; number--) {
            int[] users = IntStream.concat(row(topology.dependents(), number), row(topology.hosted(), number))
                    .distinct()
                    .toArray();
            undoing.add(number, users, true);
        }
        return undoing.steps;
    }

    /** Needs before what needs them. */
    static List<DraftStep> starts(ResourceGraph graph, Set<String> ids) {
        Undoing undoing = new Undoing(graph, ids);
        Topology topology = graph.topology();
        for (int number = 0; number < topology.size(); number++) {
            int host = topology.host(number);
            int[] needs = IntStream.concat(
                            row(topology.needs(), number), host == Topology.NONE ? IntStream.of() : IntStream.of(host))
                    .distinct()
                    .toArray();
            undoing.add(number, needs, false);
        }
        return undoing.steps;
    }

    private static IntStream row(Edges edges, int number) {
        return IntStream.range(edges.from(number), edges.to(number)).map(edges::at);
    }

    /** With a step after these, if it is one of those that are wanted; which, of a stop, must not be active when it begins. */
    private void add(int number, int[] before, boolean guarded) {
        Resource resource = graph.topology().resource(number);
        boolean wanted = ids.contains(resource.id());
        LinkRow waits = links.resolve(LinkRow.hard(before));
        links.put(number, wanted, waits);
        if (wanted) {
            Row users = guarded ? Row.of(before) : Row.EMPTY;
            Plan.Step shown =
                    new Plan.Step(resource.id(), resource.name(), Plan.Cause.TARGET, null, waits.ids(graph.topology()));
            steps.add(new DraftStep(number, shown, waits, DraftStep.Stake.FULL, false, users, Experience.USUAL_MILLIS));
        }
    }
}
