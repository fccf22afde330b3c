// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.watch.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All actions under way, over all cascades: at most one on each unit, and no more than are allowed at one time, at all and
 * on one host. A wish for an action that is under way joins it and takes no place. Of the coordinator alone.
 */
final class Acts {

    private final Tools tools;
    private final RunOptions options;
    private final Durations durations;
    private final Wishes wishes = new Wishes();
    private final Places places;
    private final Map<String, Act> underWay = new HashMap<>();
    private boolean pumping;
    private long arrivals;

    Acts(Tools tools, RunOptions options) {
        this.tools = tools;
        this.options = options;
        this.durations = new Durations(options.maxParallel());
        this.places = new Places(tools.units(), options.maxParallel());
    }

    /** What actions took. */
    Durations durations() {
        return durations;
    }

    /** A step's wish, with so long a way behind it. */
    Wish wish(Action action, Wish.Check check, StepRun step) {
        Wish.Rank rank = new Wish.Rank(step.wayMillis(), arrivals++);
        return new Wish(tools.units().unit(step.id()), action, rank, check, step);
    }

    /** A wish for an action that need not be checked. */
    Wish wish(Unit unit, Action action, Waiter waiter) {
        return new Wish(unit, action, new Wish.Rank(0, arrivals++), then -> then.accept(Optional.empty()), waiter);
    }

    /** Joins the action, or waits for its turn. Wishes that come together are granted in the order of their rank. */
    void want(Wish wish) {
        Act act = underWay.get(wish.unit().id());
        if (act != null && act.action() == wish.action()) {
            wish.leave();
            act.join(wish.waiter());
            return;
        }
        wishes.add(wish);
        pumpSoon();
    }

    /** The wish is not wished any more, or its waiter leaves the action that it was granted. */
    void leave(Wish wish) {
        Act act = underWay.get(wish.unit().id());
        if (!wish.isGone()) {
            wishes.drop(wish);
        } else if (act != null) {
            act.leave(wish.waiter());
        }
    }

    /** Something says that the unit may have changed: its action looks at once. Returns whether there is one. */
    boolean poke(Unit unit) {
        Act act = underWay.get(unit.id());
        if (act != null) {
            act.poll();
        }
        return act != null;
    }

    /** An action is over, and its place is free. */
    void ended(Act act) {
        Unit unit = act.unit();
        underWay.remove(unit.id());
        places.giveBack(unit).ifPresent(wishes::unpark);
        wishes.requeue(unit.id());
        pumpSoon();
    }

    private void pumpSoon() {
        if (!pumping) {
            pumping = true;
            tools.loop().execute(this::pump);
        }
    }

    private void pump() {
        pumping = false;
        while (places.hasAny()) {
            Optional<Wish> next = wishes.next();
            if (next.isEmpty()) {
                return;
            }
            grant(next.get());
        }
    }

    private void grant(Wish wish) {
        if (underWay.containsKey(wish.unit().id())) {
            return;
        }
        places.fullHost(wish.unit()).ifPresentOrElse(host -> wishes.park(host, wish), () -> begin(wish));
    }

    private void begin(Wish wish) {
        Unit unit = wish.unit();
        wishes.drop(wish);
        places.take(unit);
        Act.ActTimes times = Act.ActTimes.of(unit, wish.action(), options);
        Act act = wish.action() == Action.START
                ? new StartAct(tools, this, wish, times)
                : new StopAct(tools, this, wish, times);
        underWay.put(unit.id(), act);
        wishes.takeAlike(unit.id(), wish.action()).forEach(other -> act.join(other.waiter()));
        act.begin(wish.check());
    }
}
