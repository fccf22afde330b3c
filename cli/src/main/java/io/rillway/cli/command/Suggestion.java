// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.Resource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which resource is worth starting: one that nothing needs, with the most below it. */
final class Suggestion {

    private final Map<String, Set<String>> below = new HashMap<>();

    private Suggestion(List<Resource> resources) {
        resources.forEach(resource -> below.put(resource.id(), needs(resource).collect(Collectors.toSet())));
    }

    static Optional<String> of(List<Resource> resources) {
        Suggestion suggestion = new Suggestion(resources);
        Set<String> needed =
                suggestion.below.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return resources.stream()
                .map(Resource::id)
                .filter(id -> !needed.contains(id))
                .max(Comparator.comparingInt(suggestion::weight));
    }

    private static Stream<String> needs(Resource resource) {
        return Stream.concat(
                resource.host().stream(), resource.dependencies().stream().map(need -> need.on()));
    }

    private int weight(String id) {
        Set<String> all = new HashSet<>();
        collect(id, all);
        return all.size();
    }

    private void collect(String id, Set<String> all) {
        for (String next : below.getOrDefault(id, Set.of())) {
            if (all.add(next)) {
                collect(next, all);
            }
        }
    }
}
