// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.DraftStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The steps of one run: who waits for whom, which may begin, and how many have not ended. Of the coordinator alone. */
final class Steps {

    private final Topology graph;
    private final StepRun.Owner owner;
    private final @Nullable StepRun[] byNumber;
    private final List<StepRun> all = new ArrayList<>();
    private final Waits waits = new Waits();
    private final Deque<StepRun> ready = new ArrayDeque<>();
    private int before;
    private int open;

    /** Steps on resources of a graph. */
    Steps(Topology graph, StepRun.Owner owner) {
        this.graph = graph;
        this.owner = owner;
        this.byNumber = new @Nullable StepRun[graph.size()];
    }

    /** So many steps are numbered that are not here, because they ended in an earlier life of the engine. */
    void numberAfter(int ended) {
        before = ended;
    }

    /** Adds steps, each after those of them that it waits for. Of two steps on one resource, links mean the later one. */
    List<StepRun> add(List<DraftStep> drafts) {
        int from = all.size();
        Waits.Batch batch = new Waits.Batch(
                drafts.stream().mapToInt(draft -> draft.links().size()).sum());
        for (int i = 0; i < drafts.size(); i++) {
            DraftStep draft = drafts.get(i);
            StepRun step = new StepRun(owner, draft, before + all.size() + 1);
            followAll(step, draft.links(), batch);
            all.add(step);
            byNumber[draft.number()] = step;
        }
        waits.add(drafts.size(), batch);
        List<StepRun> added = all.subList(from, all.size());
        measure(added, from);
        open += added.size();
        for (StepRun step : added) {
            addIfReady(step);
        }
        return List.copyOf(added);
    }

    private void followAll(StepRun step, LinkRow links, Waits.Batch batch) {
        for (int i = 0; i < links.size(); i++) {
            StepRun other = byNumber[links.on(i)];
            if (other != null && other.isOpen() && !isOver(links.condition(i), other)) {
                batch.add(place(step), place(other), links.isRequired(i), links.condition(i));
            }
        }
    }

    /** Whether what is waited for has happened, and is not told of again. */
    private static boolean isOver(Condition condition, StepRun other) {
        return condition == Condition.STARTED && other.hasStarted() && other.state() == StepState.RUNNING;
    }

    /** From now on a step waits for another one to end well. */
    void follow(StepRun step, StepRun other) {
        waits.add(place(step), place(other));
    }

    private int place(StepRun step) {
        return step.number() - before - 1;
    }

    /** How long the way behind each takes: of the last one first, since those that wait for a step come after it. */
    private void measure(List<StepRun> added, int from) {
        long[] ways = new long[added.size()];
        for (int i = added.size() - 1; i >= 0; i--) {
            long longest = 0;
            for (int wait = waits.first(from + i); wait != Waits.NONE; wait = waits.next(wait)) {
                longest = Math.max(longest, ways[waits.waiter(wait) - from]);
            }
            StepRun step = added.get(i);
            step.behind(longest);
            ways[i] = step.wayMillis();
        }
    }

    private void addIfReady(StepRun step) {
        if (isReady(step)) {
            ready.add(step);
        }
    }

    private boolean isReady(StepRun step) {
        return step.isPending() && waits.isFree(place(step));
    }

    /** The last step on this resource. */
    Optional<StepRun> find(String id) {
        int number = graph.number(id);
        return number == Topology.NONE ? Optional.empty() : Optional.ofNullable(byNumber[number]);
    }

    /** Whether there is a step on this resource. */
    boolean has(int number) {
        return byNumber[number] != null;
    }

    /** Every step, in the order of their numbers. */
    List<StepRun> all() {
        return Collections.unmodifiableList(all);
    }

    /** What was drafted of every step, and further ones. */
    List<DraftStep> drafts(List<DraftStep> more) {
        List<DraftStep> drafts = new ArrayList<>(all.size() + more.size());
        all.forEach(step -> drafts.add(step.draft()));
        drafts.addAll(more);
        return drafts;
    }

    List<StepRun> in(StepState state) {
        return all.stream().filter(step -> step.state() == state).toList();
    }

    /** The next one that may begin, or null. */
    @Nullable
    StepRun nextReady() {
        StepRun next = ready.poll();
        while (next != null && !isReady(next)) {
            next = ready.poll();
        }
        return next;
    }

    /** It has not begun after all, and may begin again. */
    void retract(StepRun step) {
        step.unwish();
        addIfReady(step);
    }

    /** Its order was taken, perhaps not the first: who waits for no more waits no longer; returns whether there is anybody. */
    boolean releaseAfterStart(StepRun step) {
        if (!waits.areAnyAfterStart()) {
            return false;
        }
        boolean any = false;
        for (int wait = heldFirst(step); wait != Waits.NONE; wait = heldNext(wait)) {
            if (waits.isAfterStart(wait)) {
                any = true;
                release(wait);
            }
        }
        return any;
    }

    /** It has ended: whoever still waits for it does no longer. */
    void release(StepRun step) {
        for (int wait = heldFirst(step); wait != Waits.NONE; wait = heldNext(wait)) {
            release(wait);
        }
    }

    private int heldFirst(StepRun step) {
        return held(waits.first(place(step)));
    }

    private int heldNext(int wait) {
        return held(waits.next(wait));
    }

    /** This wait or the first behind it that is not over. */
    private int held(int from) {
        int wait = from;
        while (wait != Waits.NONE && waits.isOver(wait)) {
            wait = waits.next(wait);
        }
        return wait;
    }

    private void release(int wait) {
        if (waits.release(wait)) {
            StepRun step = all.get(waits.waiter(wait));
            if (step.state() == StepState.PENDING) {
                ready.add(step);
            }
        }
    }

    /** A step has ended, or never will begin. */
    void close(StepRun step, StepState how) {
        step.state(how);
        open--;
    }

    boolean areOver() {
        return open == 0;
    }

    /** What cannot go on without this step is lost, and what waits for that; what can go on does. */
    void giveUpFollowers(StepRun failed, BiConsumer<StepRun, String> abandon) {
        String reason = failed.id() + " failed";
        Deque<StepRun> lost = new ArrayDeque<>(List.of(failed));
        for (StepRun next = lost.poll(); next != null; next = lost.poll()) {
            for (int wait = heldFirst(next); wait != Waits.NONE; wait = heldNext(wait)) {
                StepRun follower = all.get(waits.waiter(wait));
                if (!waits.isRequired(wait)) {
                    release(wait);
                } else if (follower.state() == StepState.PENDING) {
                    abandon.accept(follower, reason);
                    lost.add(follower);
                }
            }
        }
    }
}
