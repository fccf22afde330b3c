// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import java.util.Collection;
import java.util.List;

/** Looks at several units at once, and goes on when all of them were seen. Those that an action is under way on are left out. */
public final class Survey {

    private final StatusBoard board;
    private final Looks looks;

    /** Surveys that write what they see on the board. */
    public Survey(StatusBoard board, Looks looks) {
        this.board = board;
        this.looks = looks;
    }

    /** Looks at units, then goes on, at the latest when the slowest look has ended or was given up. */
    public void of(Collection<Unit> units, Runnable then) {
        new Round(List.copyOf(units), then).proceed();
    }

    void fresh(Unit unit) {
        looks.fresh(unit, true, this::see);
    }

    private void see(Unit unit, Sight sight) {
        if (!unit.isBusy()) {
            board.see(unit, sight);
        }
    }

    /**
     * Units that are looked at one after the other, as many at a time as there are looks at all; what waits for its turn needs
     * no more than its place in the list.
     */
    private final class Round implements Seer {

        private final List<Unit> units;
        private final Runnable then;
        private int begun;
        private int underWay;

        private Round(List<Unit> units, Runnable then) {
            this.units = units;
            this.then = then;
        }

        private void proceed() {
            while (begun < units.size() && underWay < Looks.MOST) {
                Unit unit = units.get(begun++);
                if (unit.isVisible() && !unit.isBusy()) {
                    underWay++;
                    looks.any(unit, this);
                }
            }
            if (underWay == 0) {
                then.run();
            }
        }

        @Override
        public void seen(Unit unit, Sight sight) {
            see(unit, sight);
            underWay--;
            proceed();
        }
    }
}
