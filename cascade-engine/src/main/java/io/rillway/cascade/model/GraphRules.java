// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.GraphException.Code;
import java.util.ArrayList;
import java.util.List;

/** What makes resources a graph, over the union of both kinds of edge: that they can be put in an order. Linear in resources and edges. */
final class GraphRules {

    private final Topology graph;
    private final int[] order;
    private final int[] open;
    private int ordered;

    private GraphRules(Topology graph) {
        this.graph = graph;
        this.order = new int[graph.size()];
        this.open = new int[graph.size()];
    }

    /** Every number after what it needs; among equals, in the order they were given. Refuses a cycle, naming its path. */
    static int[] order(Topology graph) {
        GraphRules rules = new GraphRules(graph);
        rules.putInOrder();
        if (rules.ordered < graph.size()) {
            throw rules.cycle();
        }
        return rules.order;
    }

    private void putInOrder() {
        for (int number = 0; number < open.length; number++) {
            open[number] = graph.needs().count(number) + (graph.host(number) == Topology.NONE ? 0 : 1);
            if (open[number] == 0) {
                order[ordered++] = number;
            }
        }
        for (int done = 0; done < ordered; done++) {
            countDown(graph.dependents(), order[done]);
            countDown(graph.hosted(), order[done]);
        }
    }

    private void countDown(Edges users, int number) {
        for (int i = users.from(number); i < users.to(number); i++) {
            if (--open[users.at(i)] == 0) {
                order[ordered++] = users.at(i);
            }
        }
    }

    /** Each resource that is left needs one that is left; so a walk along needs must come back to itself. */
    private GraphException cycle() {
        int[] place = new int[open.length];
        List<String> walk = new ArrayList<>();
        int at = 0;
        while (open[at] == 0) {
            at++;
        }
        while (place[at] == 0) {
            walk.add(graph.id(at));
            place[at] = walk.size();
            at = firstLeft(at);
        }
        List<String> path = new ArrayList<>(walk.subList(place[at] - 1, walk.size()));
        path.add(graph.id(at));
        return new GraphException(
                Code.DEPENDENCY_CYCLE_DETECTED,
                "dependency: " + String.join(" -> ", path) + " (expected: no cycle)",
                path);
    }

    private int firstLeft(int number) {
        int turn = 0;
        while (open[graph.need(number, turn)] == 0) {
            turn++;
        }
        return graph.need(number, turn);
    }
}
