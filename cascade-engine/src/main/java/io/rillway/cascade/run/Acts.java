// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.watch.Unit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final Berths berths;
    private final Runnable pump = this::pump;
    private boolean pumping;

    Acts(Tools tools, RunOptions options, Berths berths) {
        this.tools = tools;
        this.options = options;
        this.berths = berths;
        this.durations = new Durations(tools.units(), options.maxParallel());
        this.places = new Places(tools.units(), options.maxParallel());
    }

    /** What actions took. */
    Durations durations() {
        return durations;
    }

    /** A step's wish for an action on the unit of its resource in this graph, with so long a way behind it. */
    Wish wish(ResourceGraph graph, Action action, Wish.Check check, StepRun step) {
        Unit unit = tools.units().unit(graph, step.resource());
        return new Wish(unit, berths.of(graph, step.resource()), action, step.wayMillis(), check, step);
    }

    /** A wish for an action that need not be checked. */
    Wish wish(Unit unit, Action action, Waiter waiter) {
        return new Wish(unit, berths.of(unit), action, 0, (free, then) -> then.checked(Optional.empty()), waiter);
    }

    /** Joins the action, or waits for its turn. Wishes that come together are granted in the order of their rank. */
    void want(Wish wish) {
        Act act = wish.berth().act();
        if (act != null && act.action() == wish.action()) {
            wish.leave();
            act.join(wish.waiter());
            return;
        }
        contradict(act, wish);
        wishes.add(wish);
        pumpSoon();
    }

    /** Tells those who wait for the opposite on the same unit. */
    private void contradict(@Nullable Act act, Wish wish) {
        if (act != null) {
            act.audience().everybody().forEach(Waiter::contradicted);
        }
        List<Wish> others = wishes.opposite(wish);
        for (int i = 0; i < others.size(); i++) {
            others.get(i).waiter().contradicted();
        }
    }

    /** The wish is not wished any more, or its waiter leaves the action that it was granted. */
    void leave(Wish wish) {
        Act act = wish.berth().act();
        if (!wish.isGone()) {
            wishes.drop(wish);
        } else if (act != null) {
            act.leave(wish.waiter());
        }
    }

    /** Something says that the unit may have changed: its action looks at once. Returns whether there is one. */
    boolean poke(Unit unit) {
        Act act = berths.of(unit).act();
        if (act != null) {
            act.poll();
        }
        return act != null;
    }

    /** An action is over, and its place is free. */
    void ended(Act act) {
        act.berth().act(null);
        places.giveBack(act.unit()).ifPresent(wishes::unpark);
        wishes.requeue(act.berth());
        pumpSoon();
    }

    private void pumpSoon() {
        if (!pumping) {
            pumping = true;
            tools.loop().execute(pump);
        }
    }

    private void pump() {
        pumping = false;
        while (places.hasAny()) {
            Wish next = wishes.next();
            if (next == null) {
                return;
            }
            grant(next);
        }
    }

    private void grant(Wish wish) {
        if (wish.berth().act() != null) {
            return;
        }
        Optional<String> full = places.fullHost(wish.unit());
        if (full.isPresent()) {
            wishes.park(full.get(), wish);
        } else {
            begin(wish);
        }
    }

    private void begin(Wish wish) {
        Unit unit = wish.unit();
        wishes.drop(wish);
        places.take(unit);
        Act.ActTimes times = Act.ActTimes.of(unit, wish.action(), options);
        Act act = wish.action() == Action.START
                ? new StartAct(tools, this, wish, times)
                : new StopAct(tools, this, wish, times);
        wish.berth().act(act);
        List<Wish> alike = wishes.takeAlike(wish);
        for (int i = 0; i < alike.size(); i++) {
            act.join(alike.get(i).waiter());
        }
        act.begin();
    }
}
