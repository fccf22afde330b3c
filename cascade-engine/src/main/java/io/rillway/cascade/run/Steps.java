// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.StepState;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Link;
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
        List<StepRun> added = new ArrayList<>(drafts.size());
        for (DraftStep draft : drafts) {
            StepRun step = new StepRun(owner, draft, before + all.size() + 1);
            for (Link link : draft.links()) {
                StepRun other = byNumber[link.on()];
                if (other != null && other.isOpen()) {
                    step.follow(other, link);
                }
            }
            all.add(step);
            added.add(step);
            byNumber[draft.number()] = step;
        }
        for (int i = added.size() - 1; i >= 0; i--) {
            added.get(i).measure();
        }
        open += added.size();
        added.stream().filter(StepRun::isReady).forEach(ready::add);
        return added;
    }

    /** The last step on this resource. */
    Optional<StepRun> find(String id) {
        int number = graph.number(id);
        return number == Topology.NONE ? Optional.empty() : Optional.ofNullable(byNumber[number]);
    }

    /** Whether there is a step on this resource. */
    boolean has(String id) {
        return find(id).isPresent();
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

    /** The next one that may begin. */
    Optional<StepRun> nextReady() {
        StepRun next = ready.poll();
        while (next != null && !next.isReady()) {
            next = ready.poll();
        }
        return Optional.ofNullable(next);
    }

    /** It has not begun after all, and may begin again. */
    void retract(StepRun step) {
        step.unwish();
        if (step.isReady()) {
            ready.add(step);
        }
    }

    void release(StepRun.Follower follower) {
        if (follower.step().release()) {
            ready.add(follower.step());
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
            for (StepRun.Follower follower : next.heldUntilEnd()) {
                if (!follower.link().required()) {
                    release(follower);
                } else if (follower.step().state() == StepState.PENDING) {
                    abandon.accept(follower.step(), reason);
                    lost.add(follower.step());
                }
            }
        }
    }
}
