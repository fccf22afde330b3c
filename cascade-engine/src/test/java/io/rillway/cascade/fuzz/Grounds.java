// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How the resources stand, and what speaks against an order; what an accident has changed only after a while. */
final class Grounds {

    private static final long UNSEEN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<String, Stand> stands = new HashMap<>();

    private record Stand(boolean up, boolean ordered, long since) {}

    void stands(Note.Stands change, long now) {
        stands.put(change.id(), new Stand(change.up(), change.ordered(), now));
    }

    /** Whether it is certainly so: nobody could have missed that it is. */
    private boolean isKnown(String id, boolean up, long now) {
        Stand stand = stands.getOrDefault(id, new Stand(false, true, now));
        return stand.up == up && (stand.ordered || now - stand.since > UNSEEN_NANOS);
    }

    /** The hard needs that are known to be down, those of groups instead of the groups. */
    List<String> lacking(ResourceGraph graph, String id, long now) {
        List<String> lacking = new ArrayList<>();
        Optional<Resource> resource = graph.find(id);
        if (resource.isEmpty()) {
            return List.of(id + " itself");
        }
        resource.get().dependencies().stream()
                .filter(Dependency::required)
                .forEach(need -> lacking.addAll(missing(graph, need.on(), now)));
        resource.get().host().ifPresent(host -> lacking.addAll(missing(graph, host, now)));
        return lacking;
    }

    private List<String> missing(ResourceGraph graph, String id, long now) {
        if (graph.resource(id).isGroup()) {
            return lacking(graph, id, now);
        }
        return isKnown(id, false, now) ? List.of(id) : List.of();
    }

    /** Who is known to be up and needs it: on it always, hard unless they are ignored, soft if nobody asked to stop it. */
    List<String> users(ResourceGraph graph, String id, boolean member, boolean ignored, long now) {
        return graph.resources().stream()
                .filter(user -> user.host().filter(id::equals).isPresent()
                        || user.dependencies().stream()
                                .anyMatch(need -> need.on().equals(id) && !ignored && (need.required() || !member)))
                .map(Resource::id)
                .filter(user -> isKnown(user, true, now))
                .toList();
    }
}
