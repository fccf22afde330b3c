// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * Who claims a unit, and for what; what one cascade claims alone shares one claim.
 *
 * @param action what they claim it for
 * @param cascades the cascades, the first one first
 * @param isShared whether more than one counts on it, or has since it was free
 */
record Claim(Action action, List<String> cascades, boolean isShared) {

    /** Of what nobody claims. */
    static final Claim FREE = new Claim(Action.START, List.of(), false);

    /** Of a cascade alone. */
    static Claim of(String cascadeId, Action action) {
        return new Claim(action, List.of(cascadeId), false);
    }

    boolean isFree() {
        return cascades.isEmpty();
    }

    boolean contradicts(Action wanted) {
        return action != wanted && !cascades.isEmpty();
    }

    /** The cascade that has claimed it first. */
    String first() {
        return cascades.get(0);
    }

    /** This one, and that of a cascade alone for the same action. */
    Claim and(Claim alone) {
        if (cascades.isEmpty()) {
            return alone;
        }
        if (cascades.containsAll(alone.cascades)) {
            return this;
        }
        List<String> all = new ArrayList<>(cascades);
        all.addAll(alone.cascades);
        return new Claim(action, all, true);
    }

    Claim without(String cascadeId) {
        if (!cascades.contains(cascadeId)) {
            return this;
        }
        return cascades.size() == 1
                ? FREE
                : new Claim(
                        action,
                        cascades.stream().filter(id -> !id.equals(cascadeId)).toList(),
                        isShared);
    }
}
