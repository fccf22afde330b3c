// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.watch.Unit;
import java.util.Optional;
import java.util.function.Consumer;

/** A step's wish for an action, which waits for its turn: the one with the longest way before it first. */
final class Wish implements Comparable<Wish> {

    private final Unit unit;
    private final Berth berth;
    private final Action action;
    private final Waiter waiter;
    private final Check check;
    private final long wayMillis;
    private final long arrival;
    private boolean gone;

    /** Looks whether the action is needed directly before it begins, and goes on with what came of it if not. */
    interface Check {
        void run(Consumer<Optional<ActResult>> then);
    }

    /** Where a wish stands in the queue. */
    record Rank(long wayMillis, long arrival) {}

    Wish(Unit unit, Berth berth, Action action, Rank rank, Check check, Waiter waiter) {
        this.unit = unit;
        this.berth = berth;
        this.action = action;
        this.wayMillis = rank.wayMillis;
        this.arrival = rank.arrival;
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

    @Override
    public int compareTo(Wish other) {
        int byWay = Long.compare(other.wayMillis, wayMillis);
        return byWay != 0 ? byWay : Long.compare(arrival, other.arrival);
    }
}
