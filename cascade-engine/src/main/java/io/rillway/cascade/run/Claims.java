// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may act on what: a cascade claims its whole closure from its admission to its end. The same action shares a claim, the
 * opposite one contradicts it. Of the coordinator alone.
 */
final class Claims {

    private final Map<String, Claim> byResource = new HashMap<>();

    private record Claim(Action action, Set<String> cascades) {}

    /** A contradiction: a cascade that does the opposite on a resource. */
    record Conflict(String resourceId, String cascadeId) {}

    Optional<Conflict> conflict(Action action, Collection<String> resources) {
        return resources.stream()
                .filter(id -> byResource.containsKey(id) && claim(id).action != action)
                .findFirst()
                .map(this::conflictOn);
    }

    /** Any cascade that has a claim on one of these. */
    Optional<Conflict> holder(Collection<String> resources) {
        return resources.stream().filter(byResource::containsKey).findFirst().map(this::conflictOn);
    }

    private Conflict conflictOn(String id) {
        return new Conflict(id, claim(id).cascades.iterator().next());
    }

    private Claim claim(String id) {
        return Optional.ofNullable(byResource.get(id)).orElseThrow();
    }

    void take(String cascadeId, Action action, Collection<String> resources) {
        for (String id : resources) {
            byResource
                    .computeIfAbsent(id, key -> new Claim(action, new LinkedHashSet<>()))
                    .cascades
                    .add(cascadeId);
        }
    }

    void release(String cascadeId, Collection<String> resources) {
        for (String id : resources) {
            byResource.computeIfPresent(id, (key, claim) -> {
                claim.cascades.remove(cascadeId);
                return claim.cascades.isEmpty() ? null : claim;
            });
        }
    }
}
