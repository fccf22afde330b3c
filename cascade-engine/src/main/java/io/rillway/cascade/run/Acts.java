// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.watch.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * All actions under way, over all cascades: at most one on each unit, and no more than are allowed at one time. A wish for
 * an action that is under way joins it and takes no place. Of the coordinator alone.
 */
final class Acts {

    private final Tools tools;
    private final RunOptions options;
    private final Map<String, Act> underWay = new HashMap<>();
    private final Map<String, List<Wish>> waiting = new HashMap<>();
    private final Queue<Wish> queue = new PriorityQueue<>();
    private boolean pumping;
    private long arrivals;

    Acts(Tools tools, RunOptions options) {
        this.tools = tools;
        this.options = options;
    }

    /** A step's wish, with so many steps behind it. */
    Wish wish(Action action, int height, Wish.Check check, StepRun step) {
        return wish(tools.units().unit(step.id()), action, new Wish.Rank(height, arrivals++), check, step);
    }

    /** A wish for an action that need not be checked. */
    Wish wish(Unit unit, Action action, Waiter waiter) {
        return wish(unit, action, new Wish.Rank(0, arrivals++), then -> then.accept(Optional.empty()), waiter);
    }

    private static Wish wish(Unit unit, Action action, Wish.Rank rank, Wish.Check check, Waiter waiter) {
        return new Wish(unit, action, rank, check, waiter);
    }

    /** Joins the action, or waits for its turn. Wishes that come together are granted in the order of their rank. */
    void want(Wish wish) {
        Act act = underWay.get(wish.unit().id());
        if (act != null && act.action() == wish.action()) {
            wish.leave();
            act.join(wish.waiter());
            return;
        }
        contradict(wish);
        waiting.computeIfAbsent(wish.unit().id(), id -> new ArrayList<>()).add(wish);
        queue.add(wish);
        pumpSoon();
    }

    private void contradict(Wish wish) {
        Act act = underWay.get(wish.unit().id());
        if (act != null) {
            List.copyOf(act.waiters()).forEach(Waiter::contradicted);
        }
        List.copyOf(waiting.getOrDefault(wish.unit().id(), List.of())).stream()
                .filter(other -> other.action() != wish.action())
                .forEach(other -> other.waiter().contradicted());
    }

    /** The wish is not wished any more, or its waiter leaves the action that it was granted. */
    void leave(Wish wish) {
        Act act = underWay.get(wish.unit().id());
        if (!wish.isGone()) {
            wish.leave();
            drop(wish);
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
        underWay.remove(act.unit().id());
        List.copyOf(waiting.getOrDefault(act.unit().id(), List.of())).forEach(queue::add);
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
        while (underWay.size() < options.maxParallel() && !queue.isEmpty()) {
            Wish wish = queue.remove();
            if (!wish.isGone() && !underWay.containsKey(wish.unit().id())) {
                begin(wish);
            }
        }
    }

    private void begin(Wish wish) {
        wish.leave();
        drop(wish);
        Act.ActTimes times = Act.ActTimes.of(wish.unit(), wish.action(), options);
        Act act = wish.action() == Action.START
                ? new StartAct(tools, this, wish, times)
                : new StopAct(tools, this, wish, times);
        underWay.put(wish.unit().id(), act);
        for (Wish other : List.copyOf(waiting.getOrDefault(wish.unit().id(), List.of()))) {
            if (other.action() == wish.action()) {
                other.leave();
                drop(other);
                act.join(other.waiter());
            }
        }
        act.begin(wish.check());
    }

    private void drop(Wish wish) {
        List<Wish> others = waiting.get(wish.unit().id());
        if (others != null) {
            others.remove(wish);
            if (others.isEmpty()) {
                waiting.remove(wish.unit().id());
            }
        }
    }
}
