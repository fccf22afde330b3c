// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Topology;

/** What a request can touch, known from the graph alone, by the numbers of resources in it. */
public final class Scope {

    private final int[] claims;
    private final int[] looks;

    private Scope(int[] claims, int[] looks) {
        this.claims = claims;
        this.looks = looks;
    }

    /** Nothing at all. */
    public static Scope nothing() {
        return new Scope(new int[0], new int[0]);
    }

    /** Everything that it may act on or leave alone: its whole closure. Not to be changed. */
    public int[] claims() {
        return claims;
    }

    /** Everything whose standing decides what it does. Not to be changed. */
    public int[] looks() {
        return looks;
    }

    static Scope of(ResourceGraph graph, Order order) {
        if (order.isStart()) {
            int[] closure = graph.topology().upstream(graph.topology().number(order.target()));
            return new Scope(closure, closure);
        }
        Topology topology = graph.topology();
        Found claims = stoppable(topology, order);
        Found looks = Found.of(claims.toArray());
        for (int i = 0; i < claims.size(); i++) {
            looks.addRow(topology.dependents(), claims.at(i));
        }
        for (int i = 0; i < claims.size(); i++) {
            looks.addRow(topology.hosted(), claims.at(i));
        }
        addMembersOfGroups(topology, looks);
        return new Scope(claims.toArray(), looks.toArray());
    }

    /** The target, what runs on it, its dependents if they go too, and what might then be unused. */
    private static Found stoppable(Topology graph, Order order) {
        Found found = members(graph, order);
        for (int place = 0; place < found.size(); place++) {
            Edges needs = graph.needs();
            for (int i = needs.from(found.at(place)); i < needs.to(found.at(place)); i++) {
                if (mayBeUnused(graph, needs.at(i))) {
                    found.add(needs.at(i));
                }
            }
        }
        return found;
    }

    private static Found members(Topology graph, Order order) {
        Found found = Found.of(graph.number(order.target()));
        for (int place = 0; place < found.size(); place++) {
            found.addRow(graph.hosted(), found.at(place));
            if (order.request().dependents() == Dependents.STOP) {
                found.addRow(graph.requirers(), found.at(place));
            }
        }
        return found;
    }

    /** Whether a stop may take the resource merely because nothing needs it: never a host. */
    static boolean mayBeUnused(Topology graph, int number) {
        return graph.resource(number).stopping().whenUnused() && graph.hosted().count(number) == 0;
    }

    /** A group stands as its dependencies do. */
    private static void addMembersOfGroups(Topology graph, Found looks) {
        for (int place = 0; place < looks.size(); place++) {
            if (graph.resource(looks.at(place)).isGroup()) {
                looks.addRow(graph.needs(), looks.at(place));
            }
        }
    }
}
