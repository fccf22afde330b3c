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

    private static final class Claim {
        private final Action action;
        private final Set<String> cascades = new LinkedHashSet<>(2);
        private boolean shared;

        private Claim(Action action) {
            this.action = action;
        }

        private void add(String cascadeId) {
            cascades.add(cascadeId);
            shared |= cascades.size() > 1;
        }
    }

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
            byResource.computeIfAbsent(id, key -> new Claim(action)).add(cascadeId);
        }
    }

    /** Whether another cascade counts on the resource, or has while this one's claim lasted. */
    boolean isShared(String id) {
        return claim(id).shared;
    }

    /** The cascade gives its claims up, and claims some of them, which nobody shares, for the opposite action. */
    void turn(String cascadeId, Collection<String> given, Action opposite, Collection<String> kept) {
        release(cascadeId, given);
        take(cascadeId, opposite, kept);
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
