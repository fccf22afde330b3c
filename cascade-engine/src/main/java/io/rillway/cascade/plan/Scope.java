// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

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
        Set<String> claims = stoppable(graph, order);
        Set<String> looks = new LinkedHashSet<>(claims);
        claims.forEach(id -> looks.addAll(graph.dependents(id)));
        claims.forEach(id -> looks.addAll(graph.hosted(id)));
        addMembersOfGroups(graph, looks);
        return new Scope(numbers(graph, claims), numbers(graph, looks));
    }

    private static int[] numbers(ResourceGraph graph, Set<String> ids) {
        return ids.stream().mapToInt(graph.topology()::number).toArray();
    }

    /** The target, what runs on it, its dependents if they go too, and what might then be unused. */
    private static Set<String> stoppable(ResourceGraph graph, Order order) {
        Set<String> found = members(graph, order);
        Deque<String> open = new ArrayDeque<>(found);
        for (String id = open.poll(); id != null; id = open.poll()) {
            for (Dependency need : graph.resource(id).dependencies()) {
                if (mayBeUnused(graph, need.on()) && found.add(need.on())) {
                    open.add(need.on());
                }
            }
        }
        return found;
    }

    private static Set<String> members(ResourceGraph graph, Order order) {
        Set<String> found = new LinkedHashSet<>(Set.of(order.target()));
        Deque<String> open = new ArrayDeque<>(found);
        for (String id = open.poll(); id != null; id = open.poll()) {
            Set<String> next = new LinkedHashSet<>(graph.hosted(id));
            if (order.request().dependents() == Dependents.STOP) {
                next.addAll(graph.requirers(id));
            }
            next.stream().filter(found::add).forEach(open::add);
        }
        return found;
    }

    /** Whether a stop may take the resource merely because nothing needs it: never a host. */
    static boolean mayBeUnused(ResourceGraph graph, String id) {
        return graph.resource(id).stopping().whenUnused() && graph.hosted(id).isEmpty();
    }

    /** A group stands as its dependencies do. */
    private static void addMembersOfGroups(ResourceGraph graph, Set<String> looks) {
        Deque<String> open = new ArrayDeque<>(looks);
        for (String id = open.poll(); id != null; id = open.poll()) {
            Resource resource = graph.resource(id);
            if (resource.isGroup()) {
                resource.dependencies().stream()
                        .map(Dependency::on)
                        .filter(looks::add)
                        .forEach(open::add);
            }
        }
    }
}
