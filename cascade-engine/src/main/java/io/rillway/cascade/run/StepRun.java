// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a running cascade: what it waits for, who waits for it, and how far it is. Of the coordinator alone. */
final class StepRun implements Waiter {

    private final Owner owner;
    private final DraftStep draft;
    private final int number;
    private final List<Follower> followers;
    private StepState state = StepState.PENDING;
    private boolean started;
    private int open;
    private int afterStart;
    private long wayMillis;
    private @Nullable Wish wish;

    /** Whose step it is. */
    interface Owner {
        void begun(StepRun step);

        void started(StepRun step);

        void retrying(StepRun step, int attempt, CascadeError why);

        void ended(StepRun step, ActResult result);

        void proceed();
    }

    /** A step that waits for this one. */
    record Follower(StepRun step, Link link) {

        boolean isAfterStart() {
            return link.condition() == Condition.STARTED;
        }
    }

    StepRun(Owner owner, DraftStep draft, int number) {
        this(owner, draft, number, 0);
    }

    /** A step for which so many others are going to wait. */
    StepRun(Owner owner, DraftStep draft, int number, int followed) {
        this.owner = owner;
        this.draft = draft;
        this.number = number;
        this.followers = new ArrayList<>(followed);
        this.wayMillis = draft.expectedMillis();
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

    /** Whether it has neither ended nor been given up. */
    boolean isOpen() {
        return state == StepState.PENDING || state == StepState.RUNNING;
    }

    /** Whether it was begun and its resource may be other than before. */
    boolean hasActed() {
        return state == StepState.DONE || (state == StepState.FAILED && started);
    }

    /** How long the longest way takes that begins with this step. */
    long wayMillis() {
        return wayMillis;
    }

    List<Follower> followers() {
        return followers;
    }

    Optional<Wish> wish() {
        return Optional.ofNullable(wish);
    }

    void follow(StepRun other, Link link) {
        open++;
        other.followers.add(new Follower(this, link));
        other.afterStart += link.condition() == Condition.STARTED ? 1 : 0;
    }

    /** Those behind it have been measured already. */
    void measure() {
        long longest = 0;
        for (Follower next : followers) {
            longest = Math.max(longest, next.step.wayMillis);
        }
        wayMillis = draft.expectedMillis() + longest;
    }

    boolean isReady() {
        return state == StepState.PENDING && open == 0 && wish == null;
    }

    void wish(Wish made) {
        wish = made;
    }

    /** Its wish was not fulfilled, and it may wish again. */
    void unwish() {
        wish = null;
    }

    void state(StepState next) {
        state = next;
    }

    /** It failed, perhaps only after its order had been taken. */
    void failed(boolean acted) {
        state = StepState.FAILED;
        started |= acted;
    }

    /** One wait of this step is over; returns whether that was the last. */
    boolean release() {
        return --open == 0 && state == StepState.PENDING;
    }

    /** The followers whose wait ends with this step's end: those that did not only wait for its start. */
    List<Follower> heldUntilEnd() {
        return started && afterStart > 0
                ? followers.stream()
                        .filter(follower -> !follower.isAfterStart())
                        .toList()
                : followers;
    }

    /** Whether anybody waits for its start alone. */
    boolean hasFollowersAfterStart() {
        return afterStart > 0;
    }

    @Override
    public void begun() {
        owner.begun(this);
    }

    @Override
    public void started() {
        started = true;
        owner.started(this);
    }

    @Override
    public void retrying(int attempt, CascadeError why) {
        owner.retrying(this, attempt, why);
    }

    @Override
    public void ended(ActResult result) {
        owner.ended(this, result);
    }

    @Override
    public void proceed() {
        owner.proceed();
    }
}
