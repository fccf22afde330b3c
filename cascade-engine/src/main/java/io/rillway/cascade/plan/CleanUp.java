// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What nobody active needs any more once a set has stopped: functional dependencies of the set, recursively; never a host.
 * Each user that joins the set takes one need off what it depends on, so that the work is linear in the edges.
 */
final class CleanUp {

    private final ResourceGraph graph;
    private final Order order;
    private final Function<String, Standing> standing;
    private final Map<String, StopSet.Reason> set;
    private final Map<String, Integer> activeUsers = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> visited = new HashSet<>();
    private final Set<String> proposed = new LinkedHashSet<>();

    /** Works on the set, which grows by what it finds. */
    CleanUp(ResourceGraph graph, Order order, Function<String, Standing> standing, Map<String, StopSet.Reason> set) {
        this.graph = graph;
        this.order = order;
        this.standing = standing;
        this.set = set;
        open.addAll(set.keySet());
    }

    void run() {
        for (String id = open.poll(); id != null; id = open.poll()) {
            visited.add(id);
            for (Dependency need : graph.resource(id).dependencies()) {
                if (!set.containsKey(need.on())) {
                    consider(need.on(), id);
                }
            }
        }
    }

    private void consider(String id, String user) {
        Integer known = activeUsers.get(id);
        int left = known == null ? count(id) : known - (isActive(user) ? 1 : 0);
        activeUsers.put(id, left);
        if (left > 0 || !Scope.mayBeUnused(graph, id) || proposed.contains(id)) {
            return;
        }
        if (isActive(id) && graph.resource(id).stopping().confirm() && !order.unusedConfirmed()) {
            proposed.add(id);
            return;
        }
        set.put(id, new StopSet.Reason(Cause.DEPENDENCY, Optional.of(user)));
        open.add(id);
    }

    /** Counted when first met, and taken off one by one as they are visited. */
    private int count(String id) {
        int active = 0;
        for (String user : graph.dependents(id)) {
            if (isActive(user) && !visited.contains(user)) {
                active++;
            }
        }
        return active;
    }

    private boolean isActive(String id) {
        return standing.apply(id).isActive();
    }

    /** What is unused and waits for a confirmation. */
    List<String> proposed() {
        return List.copyOf(proposed);
    }

    /** What stays although a user of it stops, and why. */
    List<Plan.Protected> protectedResources() {
        List<Plan.Protected> left = new ArrayList<>();
        for (String id : activeUsers.keySet()) {
            if (!set.containsKey(id) && isActive(id)) {
                left.add(protect(graph.resource(id)));
            }
        }
        return left;
    }

    private Plan.Protected protect(Resource resource) {
        List<String> users = graph.dependents(resource.id()).stream()
                .filter(user -> isActive(user) && !set.containsKey(user))
                .toList();
        return new Plan.Protected(resource.id(), resource.name(), users, why(resource, users));
    }

    private String why(Resource resource, List<String> users) {
        if (!users.isEmpty()) {
            return "needed by " + String.join(", ", users);
        }
        if (!resource.stopping().whenUnused()) {
            return "kept when unused";
        }
        return graph.hosted(resource.id()).isEmpty() ? "needs confirmation" : "a host is not stopped for being unused";
    }
}
