// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.simulator.Breach.Promise;
import io.rillway.events.catalog.CascadeEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what was observed of a world from its beginning to its end, and says which promises were not kept. It knows the
 * graph, what was asked for and what happened; nothing of plans, claims, statuses or any other thought of the engine.
 */
final class TraceChecker {

    private final int maxParallel;
    private final boolean calm;
    private final Truth truth;
    private final List<Breach> breaches = new ArrayList<>();
    private final Map<Integer, Open> requests = new HashMap<>();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, Open> ended = new HashMap<>();
    private final Set<String> ends = new HashSet<>();
    private final Set<String> calls = new HashSet<>();
    private final Set<Open> unanswered = new HashSet<>();
    private final List<String> sincePlan = new ArrayList<>();

    /** In a calm world nothing goes wrong, so that everything has to succeed. */
    TraceChecker(ResourceGraph graph, int maxParallel, boolean calm) {
        this.truth = new Truth(graph);
        this.maxParallel = maxParallel;
        this.calm = calm;
    }

    /** All breaches of a world that has come to rest. */
    List<Breach> check(List<Seen> seen) {
        long last = 0;
        for (Seen next : seen) {
            last = next.at();
            check(next);
        }
        for (String id : open.keySet()) {
            breach(Promise.LIVENESS, last, id + " never ended");
        }
        unanswered.forEach(request -> breach(Promise.LIVENESS, 0, request.request() + " was never answered"));
        return breaches;
    }

    private void check(Seen next) {
        if (next instanceof Seen.Stands stands) {
            truth.stands(stands);
        } else if (next instanceof Seen.Called called) {
            called(called);
        } else if (next instanceof Seen.Returned returned) {
            calls.remove(returned.id());
        } else if (next instanceof Seen.Told told) {
            told(told);
        } else if (next instanceof Seen.Edited edited) {
            truth.graph(edited.graph());
        } else {
            asked(next);
        }
    }

    private void asked(Seen next) {
        if (next instanceof Seen.Requested requested) {
            Open request = new Open(requested.request(), truth.graph());
            requests.put(requested.number(), request);
            unanswered.add(request);
        } else if (next instanceof Seen.Answered answered) {
            answered(answered);
        } else if (next instanceof Seen.Confirmed confirmed) {
            confirm(confirmed.cascadeId());
        } else if (next instanceof Seen.Planned) {
            sincePlan.clear();
        } else if (next instanceof Seen.Rested rested) {
            checkPlan(rested);
        }
    }

    /** In a calm world, and where nobody has to confirm anything, just what was planned is done, in an order that it allows. */
    private void checkPlan(Seen.Rested rested) {
        Plan plan = rested.plan();
        List<String> planned = plan.steps().stream().map(Plan.Step::resourceId).toList();
        boolean free = planned.stream()
                .noneMatch(id -> truth.graph().resource(id).stopping().confirm());
        boolean same = sincePlan.size() == planned.size() && sincePlan.containsAll(planned);
        if (calm && !same && (plan.action() == Action.START || free)) {
            breach(Promise.PLAN_IS_RUN, rested.at(), "planned " + planned + ", done " + sincePlan);
        }
        for (Plan.Step step : plan.steps()) {
            int place = sincePlan.indexOf(step.resourceId());
            for (String before : step.after()) {
                if (calm && place >= 0 && sincePlan.indexOf(before) > place) {
                    breach(Promise.PLAN_IS_RUN, rested.at(), before + " was planned before " + step.resourceId());
                }
            }
        }
    }

    private void answered(Seen.Answered answered) {
        Open request = requests.remove(answered.number());
        if (request == null) {
            confirm(answered.cascadeId());
            return;
        }
        unanswered.remove(request);
        if (answered.cascadeId() != null && !ends.contains(answered.cascadeId())) {
            open.putIfAbsent(answered.cascadeId(), request);
        }
    }

    /** A stop that was confirmed; or, of what an ended one proposed, a new one like it. */
    private void confirm(String id) {
        if (id == null) {
            return;
        }
        Open known = open.containsKey(id) ? open.get(id) : ended.get(id);
        if (known != null) {
            known.confirm();
        }
        for (Open other : unanswered) {
            other.confirm();
        }
    }

    private Collection<Open> asking() {
        List<Open> all = new ArrayList<>(open.values());
        all.addAll(unanswered);
        ended.values().stream().filter(Open::isConfirmed).forEach(all::add);
        return all;
    }

    private void called(Seen.Called called) {
        String id = called.id();
        if (calls.contains(id)) {
            breach(Promise.ONE_ACTION, called.at(), called.action() + " " + id + " while another order is under way");
        }
        calls.add(id);
        sincePlan.add(id);
        if (calm) {
            checkLimits(called);
        }
        if (called.action() == Action.START) {
            start(called);
        } else {
            stop(called);
        }
    }

    /** Only where nothing is cancelled: a call that was given up counts no more, which cannot be seen from outside. */
    private void checkLimits(Seen.Called called) {
        Set<String> busy = Set.copyOf(calls);
        if (busy.size() > maxParallel) {
            breach(Promise.LIMITS, called.at(), busy + " at one time, of " + maxParallel);
        }
        truth.graph().resource(called.id()).host().ifPresent(host -> {
            int most = truth.graph().resource(host).steps().hostedAtOnce().orElse(Integer.MAX_VALUE);
            long hosted = busy.stream()
                    .filter(id -> truth.graph()
                            .resource(id)
                            .host()
                            .filter(host::equals)
                            .isPresent())
                    .count();
            if (hosted > most) {
                breach(Promise.LIMITS, called.at(), busy + " at one time on " + host + ", of " + most);
            }
        });
    }

    private void start(Seen.Called called) {
        String id = called.id();
        List<String> lacking = truth.lacking(id, called.at());
        if (!lacking.isEmpty()) {
            breach(Promise.ORDER, called.at(), "start " + id + " without " + lacking);
        }
        if (asking().stream().noneMatch(request -> request.allowsStart(id))) {
            breach(Promise.SCOPE, called.at(), "start " + id + ", which nobody asked for");
        }
    }

    private void stop(Seen.Called called) {
        String id = called.id();
        List<Open> asking =
                asking().stream().filter(request -> request.allowsStop(id)).toList();
        if (asking.isEmpty()) {
            breach(Promise.PROTECTION, called.at(), "stop " + id + ", which nobody asked for");
        }
        boolean undone = asking.stream().allMatch(request -> request.isUndoing(id));
        if (undone
                && open.values().stream().anyMatch(request -> !asking.contains(request) && request.allowsStart(id))) {
            breach(Promise.PROTECTION, called.at(), "undo of " + id + ", which another cascade counts on");
        }
        boolean member = asking.stream().anyMatch(request -> request.asksToStop(id));
        boolean ignored = asking.stream().anyMatch(Open::ignoresDependents);
        List<String> users = truth.users(id, !member, called.at());
        if (!users.isEmpty() && !(member && ignored && noneHosted(users, id))) {
            breach(
                    member ? Promise.ORDER : Promise.PROTECTION,
                    called.at(),
                    "stop " + id + ", which " + users + " need");
        }
        boolean free = !truth.graph().resource(id).stopping().confirm()
                || asking.stream().anyMatch(request -> request.isConfirmed() || request.isUndoing(id));
        if (!free) {
            breach(Promise.PROTECTION, called.at(), "stop " + id + ", which nobody has confirmed");
        }
    }

    private boolean noneHosted(List<String> users, String id) {
        return users.stream()
                .noneMatch(user ->
                        truth.graph().resource(user).host().filter(id::equals).isPresent());
    }

    private void told(Seen.Told told) {
        Object data = told.event().data();
        if (data instanceof CascadeEvents.Progress progress) {
            progress(told.at(), progress);
        } else if (data instanceof CascadeEvents.Complete complete) {
            complete(told.at(), complete);
            end(told.at(), complete.cascadeId());
        } else if (data instanceof CascadeEvents.Failure failure) {
            end(told.at(), failure.cascadeId());
            if (calm && !failure.error().code().equals("CANCELLED")) {
                breach(Promise.SUCCESS, told.at(), failure.cascadeId() + " failed: " + failure.error());
            }
        }
    }

    private void progress(long at, CascadeEvents.Progress progress) {
        if (ends.contains(progress.cascadeId())) {
            breach(Promise.ONE_END, at, progress.cascadeId() + " tells progress after its end");
        }
        String id = progress.currentDependency().id();
        boolean old = truth.isOld(id, at);
        switch (progress.currentDependency().status()) {
            case "online" ->
                require(truth.satisfies(id, Condition.HEALTHY) || !old, at, id + " is told to be online, and is not");
            case "offline" -> require(!truth.isRunning(id) || !old, at, id + " is told to be offline, and is not");
            default -> {}
        }
    }

    private void require(boolean holds, long at, String breach) {
        if (!holds) {
            breach(Promise.TRUTH, at, breach);
        }
    }

    private void complete(long at, CascadeEvents.Complete complete) {
        Open request = open.get(complete.cascadeId());
        String target = complete.resourceId();
        if (request == null || truth.graph().resource(target).isGroup()) {
            return;
        }
        boolean old = truth.isOld(target, at);
        if (request.isStop()) {
            require(!old || !truth.isRunning(target), at, "stop of " + target + " is complete, and it runs");
        } else {
            require(
                    !old || truth.satisfies(target, Condition.HEALTHY),
                    at,
                    "start of " + target + " is complete, and it is not up");
        }
    }

    private void end(long at, String id) {
        Open request = open.remove(id);
        if (!ends.add(id)) {
            breach(Promise.ONE_END, at, id + " ends twice");
        }
        if (request != null) {
            ended.put(id, request);
        }
    }

    private void breach(Promise promise, long at, String what) {
        breaches.add(new Breach(promise, at, what));
    }
}
