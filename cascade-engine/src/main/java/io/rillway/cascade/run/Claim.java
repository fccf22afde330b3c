// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import java.util.ArrayList;
import java.util.List;

/** Who claims one unit, and for what. Of the coordinator alone. */
final class Claim {

    private Action action = Action.START;
    private List<String> cascades = List.of();
    private boolean shared;

    boolean isFree() {
        return cascades.isEmpty();
    }

    boolean contradicts(Action wanted) {
        return action != wanted && !cascades.isEmpty();
    }

    /** Whether more than one cascade counts on it, or has since it was free. */
    boolean isShared() {
        return shared;
    }

    /** The cascade that has claimed it first. */
    String first() {
        return cascades.get(0);
    }

    /** Adds a cascade, which comes in a list of its own. */
    void add(List<String> cascade, Action wanted) {
        if (cascades.isEmpty()) {
            action = wanted;
            cascades = cascade;
        } else if (!cascades.containsAll(cascade)) {
            List<String> all = new ArrayList<>(cascades);
            all.addAll(cascade);
            cascades = all;
            shared = true;
        }
    }

    void remove(String cascadeId) {
        if (cascades.size() > 1) {
            cascades = cascades.stream().filter(id -> !id.equals(cascadeId)).toList();
        } else if (cascades.contains(cascadeId)) {
            cascades = List.of();
        }
        shared &= !cascades.isEmpty();
    }
}
