// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.watch.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may act on what: a cascade claims its whole closure from its admission to its end. The same action shares a claim, the
 * opposite one contradicts it. Of the coordinator alone.
 */
final class Claims {

    private final Berths berths;
    private final Map<String, List<Berth>> byCascade = new HashMap<>();

    /** A contradiction: a cascade that does the opposite on a resource. */
    record Conflict(String resourceId, String cascadeId) {}

    Claims(Berths berths) {
        this.berths = berths;
    }

    Optional<Conflict> conflict(Action action, List<Unit> units) {
        for (Unit unit : units) {
            if (berths.of(unit).claim().contradicts(action)) {
                return Optional.of(conflictOn(unit));
            }
        }
        return Optional.empty();
    }

    /** Any cascade that has a claim on one of these. */
    Optional<Conflict> holder(List<Unit> units) {
        return units.stream()
                .filter(unit -> !berths.of(unit).claim().isFree())
                .findFirst()
                .map(this::conflictOn);
    }

    private Conflict conflictOn(Unit unit) {
        return new Conflict(unit.id(), berths.of(unit).claim().first());
    }

    void take(String cascadeId, Action action, List<Unit> units) {
        List<Berth> taken = units.stream().map(berths::of).toList();
        Claim alone = Claim.of(cascadeId, action);
        taken.forEach(berth -> berth.claim(berth.claim().and(alone)));
        byCascade.put(cascadeId, taken);
    }

    /** Whether another cascade counts on the resource, or has while this one's claim lasted. */
    boolean isShared(Unit unit) {
        return berths.of(unit).claim().isShared();
    }

    /** The cascade gives its claims up, and claims some of them, which nobody shares, for the opposite action. */
    void turn(String cascadeId, Action opposite, List<Unit> kept) {
        release(cascadeId);
        take(cascadeId, opposite, kept);
    }

    /** The cascade gives up whatever it claims. */
    void release(String cascadeId) {
        List<Berth> given = byCascade.remove(cascadeId);
        if (given != null) {
            given.forEach(berth -> berth.claim(berth.claim().without(cascadeId)));
        }
    }
}
