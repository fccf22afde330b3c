// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes on around one unit: the action under way, the wishes that were not granted yet, and the claims. Of the coordinator alone. */
final class Berth {

    private Claim claim = Claim.FREE;
    private List<Wish> wishes = List.of();
    private @Nullable Act act;

    Claim claim() {
        return claim;
    }

    void claim(Claim now) {
        claim = now;
    }

    /** The action under way, if there is one. */
    @Nullable
    Act act() {
        return act;
    }

    /** An action begins, or there is none any more. */
    void act(@Nullable Act underWay) {
        act = underWay;
    }

    List<Wish> wishes() {
        return wishes;
    }

    /** The wishes for the same action, or for the opposite one. */
    List<Wish> wishes(Action action, boolean same) {
        return wishes.isEmpty()
                ? wishes
                : wishes.stream()
                        .filter(wish -> (wish.action() == action) == same)
                        .toList();
    }

    void add(Wish wish) {
        if (wishes.isEmpty()) {
            wishes = List.of(wish);
        } else {
            wishes = new ArrayList<>(wishes);
            wishes.add(wish);
        }
    }

    void remove(Wish wish) {
        if (wishes.size() == 1 && wishes.get(0) == wish) {
            wishes = List.of();
        } else {
            wishes = wishes.stream().filter(other -> other != wish).toList();
        }
    }
}
