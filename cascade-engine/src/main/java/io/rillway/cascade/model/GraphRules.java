// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.GraphException.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes resources a graph, over the union of both kinds of edge: that they can be put in an order. Linear in resources and
 * edges. Resources are meant by their places in the order they were given.
 */
final class GraphRules {

    private final List<Resource> resources;
    private final Edges needs;
    private final int[] hosts;
    private final int[] order;
    private final int[] open;
    private int ordered;

    private GraphRules(List<Resource> resources, Edges needs, int[] hosts) {
        this.resources = resources;
        this.needs = needs;
        this.hosts = hosts;
        this.order = new int[hosts.length];
        this.open = new int[hosts.length];
    }

    /** Every place after those that it needs; among equals, in the order they were given. Refuses a cycle, naming its path. */
    static int[] order(List<Resource> resources, Edges needs, int[] hosts) {
        GraphRules rules = new GraphRules(resources, needs, hosts);
        rules.putInOrder();
        if (rules.ordered < hosts.length) {
            throw rules.cycle();
        }
        return rules.order;
    }

    private void putInOrder() {
        for (int place = 0; place < open.length; place++) {
            open[place] = needs.count(place) + (hosts[place] == Topology.NONE ? 0 : 1);
            if (open[place] == 0) {
                order[ordered++] = place;
            }
        }
        Edges dependents = needs.reversed((user, need) -> true);
        Edges hosted = Edges.ofSingle(hosts).reversed((user, need) -> true);
        for (int done = 0; done < ordered; done++) {
            countDown(dependents, order[done]);
            countDown(hosted, order[done]);
        }
    }

    private void countDown(Edges users, int place) {
        for (int i = users.from(place); i < users.to(place); i++) {
            if (--open[users.at(i)] == 0) {
                order[ordered++] = users.at(i);
            }
        }
    }

    /** Each resource that is left needs one that is left; so a walk along needs must come back to itself. */
    private GraphException cycle() {
        int[] met = new int[open.length];
        List<String> walk = new ArrayList<>();
        int at = 0;
        while (open[at] == 0) {
            at++;
        }
        while (met[at] == 0) {
            walk.add(resources.get(at).id());
            met[at] = walk.size();
            at = firstLeft(at);
        }
        List<String> path = new ArrayList<>(walk.subList(met[at] - 1, walk.size()));
        path.add(resources.get(at).id());
        return new GraphException(
                Code.DEPENDENCY_CYCLE_DETECTED,
                "dependency: " + String.join(" -> ", path) + " (expected: no cycle)",
                path);
    }

    private int firstLeft(int place) {
        for (int i = needs.from(place); i < needs.to(place); i++) {
            if (open[needs.at(i)] > 0) {
                return needs.at(i);
            }
        }
        return hosts[place];
    }
}
