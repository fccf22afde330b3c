// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.ResourceGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a stop is about: the target, what runs on a member, and, where they go too, the active resources that require one;
 * closed under both rules.
 */
final class StopSet {

    private final ResourceGraph graph;
    private final Function<String, Standing> standing;
    private final Map<String, Reason> members = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    /** Why a resource is in the set. */
    record Reason(Cause cause, Optional<String> of) {}

    private StopSet(ResourceGraph graph, Function<String, Standing> standing) {
        this.graph = graph;
        this.standing = standing;
    }

    static StopSet of(ResourceGraph graph, Order order, Function<String, Standing> standing) {
        StopSet set = new StopSet(graph, standing);
        set.add(order.target(), new Reason(Cause.TARGET, Optional.empty()));
        boolean dependentsToo = order.request().dependents() == Dependents.STOP;
        for (String id = set.open.poll(); id != null; id = set.open.poll()) {
            String member = id;
            graph.hosted(id).forEach(user -> set.add(user, new Reason(Cause.HOSTED, Optional.of(member))));
            if (dependentsToo) {
                set.activeRequirers(id)
                        .forEach(user -> set.add(user, new Reason(Cause.DEPENDENT, Optional.of(member))));
            }
        }
        return set;
    }

    private void add(String id, Reason reason) {
        if (members.putIfAbsent(id, reason) == null) {
            open.add(id);
        }
    }

    private List<String> activeRequirers(String id) {
        return graph.requirers(id).stream()
                .filter(user -> standing.apply(user).isActive())
                .toList();
    }

    Map<String, Reason> members() {
        return members;
    }

    /** The active resources outside that require a member, each with what it requires. */
    Map<String, List<String>> activeDependents() {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (String member : members.keySet()) {
            for (String user : activeRequirers(member)) {
                if (!members.containsKey(user)) {
                    found.computeIfAbsent(user, id -> new LinkedHashSet<>()).add(member);
                }
            }
        }
        Map<String, List<String>> named = new LinkedHashMap<>();
        found.forEach((user, needs) -> named.put(user, List.copyOf(needs)));
        return named;
    }
}
