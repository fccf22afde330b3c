// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.DraftStep;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a running cascade: what it waits for, who waits for it, and how far it is. Of the coordinator alone. */
final class StepRun implements Waiter {

    private final Owner owner;
    private final DraftStep draft;
    private final int number;

    // Of the draft, because each step asks for these once more.
    private final String id;
    private final String name;
    private final int resource;
    private final long expectedMillis;

    private StepState state = StepState.PENDING;
    private boolean started;
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

    StepRun(Owner owner, DraftStep draft, int number) {
        this.owner = owner;
        this.draft = draft;
        this.number = number;
        this.id = draft.step().resourceId();
        this.name = draft.step().name();
        this.resource = draft.number();
        this.expectedMillis = draft.expectedMillis();
        this.wayMillis = expectedMillis;
    }

    DraftStep draft() {
        return draft;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** The number of its resource in the graph of the plan. */
    int resource() {
        return resource;
    }

    /** How long it is going to take. */
    long expectedMillis() {
        return expectedMillis;
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

    Optional<Wish> wish() {
        return Optional.ofNullable(wish);
    }

    /** The longest of the ways behind it takes so long. */
    void behind(long longestMillis) {
        wayMillis = expectedMillis + longestMillis;
    }

    /** Whether it may begin as soon as it waits for nothing. */
    boolean isPending() {
        return state == StepState.PENDING && wish == null;
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

    /** Whether its order was taken. */
    boolean hasStarted() {
        return started;
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
