// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.watch.Unit;
import java.util.Optional;

/** A step's wish for an action, which waits for its turn: the one with the longest way before it first. */
final class Wish {

    private final Unit unit;
    private final Berth berth;
    private final Action action;
    private final Waiter waiter;
    private final Check check;
    private final long wayMillis;
    private boolean gone;

    /** Looks whether the action is needed directly before it begins, and goes on with what came of it if not. */
    interface Check {

        /** Looks at the unit of the wish, and tells what it found, now or later. */
        void run(Unit unit, Checked then);
    }

    /** Who is told what a check came to. */
    interface Checked {

        /** What the action comes to without being done, or nothing if it is needed. */
        void checked(Optional<ActResult> instead);
    }

    Wish(Unit unit, Berth berth, Action action, long wayMillis, Check check, Waiter waiter) {
        this.unit = unit;
        this.berth = berth;
        this.action = action;
        this.wayMillis = wayMillis;
        this.check = check;
        this.waiter = waiter;
    }

    Berth berth() {
        return berth;
    }

    Unit unit() {
        return unit;
    }

    Action action() {
        return action;
    }

    Waiter waiter() {
        return waiter;
    }

    Check check() {
        return check;
    }

    boolean isGone() {
        return gone;
    }

    /** It was granted, or is not wished any more. */
    void leave() {
        gone = true;
    }

    /** How long the way takes that it is the beginning of. */
    long wayMillis() {
        return wayMillis;
    }
}
