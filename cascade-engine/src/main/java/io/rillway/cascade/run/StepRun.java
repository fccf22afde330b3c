// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step of a running cascade: what it waits for, who waits for it, and how far it is. Of the coordinator alone. */
final class StepRun implements Waiter {

    private final CascadeRun cascade;
    private final DraftStep draft;
    private final int number;
    private final List<Follower> followers = new ArrayList<>();
    private StepState state = StepState.PENDING;
    private int open;
    private int height;
    private boolean startedTold;
    private Optional<Wish> wish = Optional.empty();

    /** A step that waits for this one. */
    record Follower(StepRun step, Link link) {

        boolean isAfterStart() {
            return link.condition() == Condition.STARTED;
        }
    }

    StepRun(CascadeRun cascade, DraftStep draft, int number) {
        this.cascade = cascade;
        this.draft = draft;
        this.number = number;
    }

    DraftStep draft() {
        return draft;
    }

    String id() {
        return draft.id();
    }

    int number() {
        return number;
    }

    StepState state() {
        return state;
    }

    int height() {
        return height;
    }

    List<Follower> followers() {
        return followers;
    }

    Optional<Wish> wish() {
        return wish;
    }

    void follow(StepRun other, Link link) {
        open++;
        other.followers.add(new Follower(this, link));
    }

    /** How many steps the longest way behind this one has; those behind it are known already. */
    void measure() {
        height = followers.stream().mapToInt(next -> next.step.height + 1).max().orElse(0);
    }

    boolean isReady() {
        return state == StepState.PENDING && open == 0 && wish.isEmpty();
    }

    void wish(Wish made) {
        wish = Optional.of(made);
    }

    void state(StepState next) {
        state = next;
    }

    /** One wait of this step is over; returns whether that was the last. */
    boolean release() {
        return --open == 0 && state == StepState.PENDING;
    }

    /** The followers whose wait ends with this step's end: those that did not only wait for its start. */
    List<Follower> heldUntilEnd() {
        return followers.stream()
                .filter(follower -> !startedTold || !follower.isAfterStart())
                .toList();
    }

    @Override
    public void begun() {
        cascade.begun(this);
    }

    @Override
    public void started() {
        startedTold = true;
        cascade.started(this);
    }

    @Override
    public void ended(ActResult result) {
        cascade.ended(this, result);
    }

    @Override
    public void proceed() {
        cascade.proceed();
    }
}
