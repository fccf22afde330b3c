// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Planner;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Stops every child of this program before it ends, users before what they use; one that fails keeps nobody. What has not
 * ended in time is killed by its connector, all at once. Of the coordinator alone.
 */
final class Sweep {

    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

    private final Tools tools;
    private final Acts acts;
    private final CompletableFuture<List<String>> answer;
    private final Map<Integer, Leg> legs = new LinkedHashMap<>();
    private final List<String> stopped = new ArrayList<>();
    private Alarm deadline = Alarm.NONE;

    Sweep(Tools tools, Acts acts, CompletableFuture<List<String>> answer) {
        this.tools = tools;
        this.acts = acts;
        this.answer = answer;
    }

    void begin(Duration timeout) {
        deadline = tools.loop().after(timeout, this::killTheRest);
        List<Unit> children = tools.units().all().filter(Unit::isChild).toList();
        Set<String> called = children.stream()
                .filter(unit -> unit.hands().areCalling())
                .map(Unit::id)
                .collect(Collectors.toSet());
        tools.survey().of(children, () -> stop(children, called));
    }

    /** A start that was cancelled may yet bring up what a look has not seen: its call is waited for, and then it is stopped. */
    private void stop(List<Unit> children, Set<String> called) {
        if (answer.isDone()) {
            return;
        }
        Set<String> running = children.stream()
                .map(Unit::id)
                .filter(id -> called.contains(id) || tools.units().standing(id).isActive())
                .collect(Collectors.toSet());
        for (DraftStep step : Planner.teardown(tools.units().graph(), running)) {
            Leg leg = new Leg(tools.units().unit(step.number()));
            legs.put(step.number(), leg);
            for (int i = 0; i < step.links().size(); i++) {
                Leg before = legs.get(step.links().on(i));
                if (before != null) {
                    leg.open++;
                    before.followers.add(leg);
                }
            }
        }
        List.copyOf(legs.values()).forEach(Leg::beginIfFree);
        answerIfDone();
    }

    private void answerIfDone() {
        if (legs.isEmpty() && !answer.isDone()) {
            deadline.cancel();
            answer.complete(List.copyOf(stopped));
        }
    }

    private void killTheRest() {
        List<Leg> left = List.copyOf(legs.values());
        legs.clear();
        left.forEach(leg -> leg.wish.forEach(acts::leave));
        List<Unit> units = left.isEmpty()
                ? tools.units().all().filter(Unit::isChild).toList()
                : left.stream().map(leg -> leg.unit).toList();
        int[] open = {units.size()};
        for (Unit unit : units) {
            tools.workers().call(() -> kill(unit), killed -> {
                if (--open[0] == 0) {
                    answerIfDone();
                }
            });
        }
        tools.loop().after(units.isEmpty() ? Duration.ZERO : KILL_PATIENCE, this::answerIfDone);
    }

    private static boolean kill(Unit unit) throws InterruptedException {
        Optional<ResourceConnector> connector = unit.connector();
        if (connector.isPresent()) {
            connector.get().kill();
        }
        return true;
    }

    private final class Leg implements Waiter {

        private final Unit unit;
        private final List<Leg> followers = new ArrayList<>();
        private final List<Wish> wish = new ArrayList<>(1);
        private int open;

        private Leg(Unit unit) {
            this.unit = unit;
        }

        private void beginIfFree() {
            if (open == 0 && wish.isEmpty()) {
                wish.add(acts.wish(unit, Action.STOP, this));
                acts.want(wish.get(0));
            }
        }

        /** A program that ends stops its children whatever becomes of the journal. */
        @Override
        public boolean isRecorded() {
            return false;
        }

        @Override
        public void begun() {}

        @Override
        public void started() {}

        @Override
        public void retrying(int attempt, CascadeError why) {}

        @Override
        public void ended(ActResult result) {
            if (legs.remove(unit.number()) != null && result instanceof ActResult.Done) {
                stopped.add(unit.id());
            }
        }

        @Override
        public void proceed() {
            followers.forEach(follower -> {
                follower.open--;
                follower.beginIfFree();
            });
            answerIfDone();
        }
    }
}
