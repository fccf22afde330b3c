// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import java.util.ArrayList;
import java.util.List;

/** Who waits for a look. Told on the loop. */
@FunctionalInterface
public interface Seer {

    /** Nobody. */
    Seer NOBODY = (unit, sight) -> {};

    /** A look has found something, or was given up, which is a sight too. */
    void seen(Unit unit, Sight sight);

    /** This one, and then another one. */
    default Seer and(Seer last) {
        if (this == NOBODY) {
            return last;
        }
        return last == NOBODY ? this : new Several(List.of(this, last));
    }

    /** Several, in their order. */
    record Several(List<Seer> seers) implements Seer {

        @Override
        public void seen(Unit unit, Sight sight) {
            for (Seer seer : seers) {
                seer.seen(unit, sight);
            }
        }

        /** In one row, however many they are, so that telling them needs no depth. */
        @Override
        public Seer and(Seer last) {
            List<Seer> all = new ArrayList<>(seers);
            if (last instanceof Several more) {
                all.addAll(more.seers);
            } else if (last != NOBODY) {
                all.add(last);
            }
            return new Several(all);
        }
    }
}
