// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.GraphException.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What makes resources a graph, over the union of both kinds of edge. Linear in resources and edges, without recursion. */
final class GraphRules {

    private GraphRules() {}

    /** Refuses a link to itself, to the same resource twice, and to nothing. */
    static void checkLinks(Resource resource, Map<String, Resource> resources) {
        Set<String> seen = new HashSet<>();
        for (Dependency need : resource.dependencies()) {
            checkLink(resource.id(), need.on(), resources);
            if (!seen.add(need.on())) {
                throw new GraphException(
                        Code.DEPENDENCY_DUPLICATE,
                        "dependency: " + resource.id() + " -> " + need.on() + " (expected: named once)",
                        List.of(resource.id(), need.on()));
            }
        }
        resource.host().ifPresent(host -> checkLink(resource.id(), host, resources));
    }

    private static void checkLink(String from, String to, Map<String, Resource> resources) {
        if (from.equals(to)) {
            throw new GraphException(
                    Code.DEPENDENCY_SELF_LINK,
                    "dependency: " + from + " -> " + to + " (expected: another resource)",
                    List.of(from, to));
        }
        if (!resources.containsKey(to)) {
            throw new GraphException(
                    Code.NOT_FOUND,
                    "dependency: " + from + " -> " + to + " (expected: a resource of the graph)",
                    List.of(to));
        }
    }

    /** The ids that a resource needs or runs on, dependencies first. */
    static List<String> needs(Resource resource) {
        List<String> needs = new ArrayList<>(resource.dependencies().size() + 1);
        resource.dependencies().forEach(need -> needs.add(need.on()));
        resource.host().filter(host -> !needs.contains(host)).ifPresent(needs::add);
        return needs;
    }

    /** Every id after what it needs; among equals, in the order they were given. Refuses a cycle, naming its path. */
    static List<String> order(Map<String, Resource> resources, Users users) {
        Map<String, Integer> open = new LinkedHashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        resources.values().forEach(resource -> {
            int needs = resource.dependencies().size() + (resource.host().isPresent() ? 1 : 0);
            open.put(resource.id(), needs);
            if (needs == 0) {
                ready.add(resource.id());
            }
        });
        List<String> order = new ArrayList<>(resources.size());
        for (String id = ready.poll(); id != null; id = ready.poll()) {
            order.add(id);
            open.remove(id);
            users.dependents(id).forEach(user -> countDown(user, open, ready));
            users.hosted(id).forEach(user -> countDown(user, open, ready));
        }
        if (!open.isEmpty()) {
            throw cycle(resources, open.keySet());
        }
        return List.copyOf(order);
    }

    private static void countDown(String user, Map<String, Integer> open, Deque<String> ready) {
        if (open.merge(user, -1, Integer::sum) == 0) {
            ready.add(user);
        }
    }

    /** Each resource that is left needs one that is left; so a walk along needs must come back to itself. */
    private static GraphException cycle(Map<String, Resource> resources, Set<String> left) {
        List<String> walk = new ArrayList<>();
        Map<String, Integer> place = new HashMap<>();
        String at = left.iterator().next();
        while (!place.containsKey(at)) {
            place.put(at, walk.size());
            walk.add(at);
            at = needs(found(resources, at)).stream()
                    .filter(left::contains)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> path = new ArrayList<>(walk.subList(place.getOrDefault(at, 0), walk.size()));
        path.add(at);
        return new GraphException(
                Code.DEPENDENCY_CYCLE_DETECTED,
                "dependency: " + String.join(" -> ", path) + " (expected: no cycle)",
                path);
    }

    /** What a resource needs, transitively and with itself, each after its own needs: a walk with its own stack. */
    static List<String> upstream(Resource target, Map<String, Resource> resources) {
        List<String> order = new ArrayList<>();
        Set<String> seen = new HashSet<>(Collections.singleton(target.id()));
        Deque<Visit> path = new ArrayDeque<>();
        path.push(new Visit(target.id(), needs(target).iterator()));
        while (!path.isEmpty()) {
            Visit visit = path.element();
            if (!visit.needs.hasNext()) {
                order.add(path.pop().id);
                continue;
            }
            String next = visit.needs.next();
            if (seen.add(next)) {
                path.push(new Visit(next, needs(found(resources, next)).iterator()));
            }
        }
        return List.copyOf(order);
    }

    private static Resource found(Map<String, Resource> resources, String id) {
        Resource resource = resources.get(id);
        if (resource == null) {
            throw new IllegalStateException("resource: " + id + " (expected: checked before)");
        }
        return resource;
    }

    private record Visit(String id, Iterator<String> needs) {}
}
