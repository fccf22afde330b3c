// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The edges of a graph seen from the other end: who needs a resource, who needs it hard, who runs on it, and which groups stand as it does. */
record Users(
        Map<String, List<String>> byNeed,
        Map<String, List<String>> byHardNeed,
        Map<String, List<String>> byHost,
        Map<String, List<String>> byGroup,
        Set<String> jobs) {

    static Users of(Map<String, Resource> resources) {
        Users users = new Users(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashSet<>());
        for (Resource resource : resources.values()) {
            resource.dependencies().forEach(need -> users.addNeed(resource, need));
            resource.host().ifPresent(host -> put(users.byHost, host, resource.id()));
        }
        users.byNeed.replaceAll((id, found) -> List.copyOf(found));
        users.byHardNeed.replaceAll((id, found) -> List.copyOf(found));
        users.byHost.replaceAll((id, found) -> List.copyOf(found));
        users.byGroup.replaceAll((id, found) -> List.copyOf(found));
        return users;
    }

    private void addNeed(Resource resource, Dependency need) {
        String user = resource.id();
        put(byNeed, need.on(), user);
        if (need.required()) {
            put(byHardNeed, need.on(), user);
            if (resource.isGroup()) {
                put(byGroup, need.on(), user);
            }
        }
        if (need.condition() == Condition.COMPLETED) {
            jobs.add(need.on());
        }
    }

    private static void put(Map<String, List<String>> edges, String id, String user) {
        edges.computeIfAbsent(id, key -> new ArrayList<>()).add(user);
    }

    List<String> dependents(String id) {
        return byNeed.getOrDefault(id, List.of());
    }

    List<String> requirers(String id) {
        return byHardNeed.getOrDefault(id, List.of());
    }

    List<String> groups(String id) {
        return byGroup.getOrDefault(id, List.of());
    }

    List<String> hosted(String id) {
        return byHost.getOrDefault(id, List.of());
    }

    boolean isJob(String id) {
        return jobs.contains(id);
    }
}
