// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import java.util.ArrayList;
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
        List<Unit> seen = new ArrayList<>(units.size());
        for (Unit unit : units) {
            if (unit.isVisible() && !unit.hands().areBusy()) {
                seen.add(unit);
            }
        }
        if (seen.isEmpty()) {
            then.run();
            return;
        }
        int[] left = {seen.size()};
        for (Unit unit : seen) {
            looks.any(unit, sight -> {
                if (!unit.hands().areBusy()) {
                    board.see(unit, sight);
                }
                if (--left[0] == 0) {
                    then.run();
                }
            });
        }
    }

    void fresh(Unit unit) {
        looks.fresh(unit, true, sight -> {
            if (!unit.hands().areBusy()) {
                board.see(unit, sight);
            }
        });
    }
}
