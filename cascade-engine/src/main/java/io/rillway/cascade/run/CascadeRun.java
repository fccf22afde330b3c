// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.Draft;
import io.rillway.cascade.plan.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One cascade under way: begins each step when those before it have ended, and ends exactly once. Of the coordinator alone.
 *
 * <p>Steps under way are awaited within their own limits, also when the cascade has failed, so that its end is the end of
 * what it did; unless its deadline comes, or the grace of a cancellation is over.
 */
final class CascadeRun implements StepRun.Owner {

    private final Subject subject;
    private final Crew crew;
    private final BiConsumer<CascadeRun, CascadeOutcome> whenOver;
    private final Course course;
    private final Ending ending;
    private Optional<Rollback> rollback = Optional.empty();
    private boolean over;

    CascadeRun(Subject subject, Crew crew, BiConsumer<CascadeRun, CascadeOutcome> whenOver) {
        this.subject = subject;
        this.crew = crew;
        this.whenOver = whenOver;
        this.course = new Course(subject, crew, this);
        this.ending = new Ending(subject.target());
    }

    Subject subject() {
        return subject;
    }

    Ledger ledger() {
        return subject.ledger();
    }

    Scribe scribe() {
        return subject.scribe();
    }

    Action action() {
        return subject.action();
    }

    ResourceGraph graph() {
        return subject.graph();
    }

    Scope scope() {
        return subject.scope();
    }

    /** The plan that is carried out, or that waits to be confirmed. */
    Optional<Draft> draft() {
        return course.draft();
    }

    boolean isOver() {
        return over;
    }

    /** Whether it was cancelled, or undoes what it did, so that it is never going to reach its target. */
    boolean isGivingUp() {
        return isUndoing() || ending.isCancelled();
    }

    private boolean isUndoing() {
        return rollback.isPresent();
    }

    /** Waits for somebody to confirm the plan. */
    void await(Draft planned) {
        course.await(planned);
    }

    /** Waits on, as an earlier life of the engine did. */
    void awaitOn(Draft shown) {
        course.awaitOn(shown);
    }

    /** Carries the plan out. */
    void carryOut(Draft planned) {
        setDeadline();
        course.carryOut(planned);
        crew.loop().tick();
        proceed();
    }

    /** Goes on with another plan for what is left; what has ended well stays in front of it. */
    void goOn(Draft planned, String reason) {
        setDeadline();
        course.goOn(planned, reason);
        crew.loop().tick();
        proceed();
    }

    private void setDeadline() {
        subject.options().deadline().ifPresent(limit -> ending.alarm(crew.loop().after(limit, () -> expire(limit))));
    }

    /** Begins what can begin, and ends when nothing is left. */
    @Override
    public void proceed() {
        if (over || isUndoing()) {
            return;
        }
        course.beginReady();
        if (course.steps().areOver() && isReached()) {
            finish();
        }
    }

    /** Whether there is nothing left to do, or no use in it. */
    private boolean isReached() {
        if (action() == Action.START && !ending.isFailed() && !ending.isCancelled()) {
            course.mendTarget().ifPresent(error -> ending.failed(course.numberOfTarget(), error));
            course.beginReady();
        }
        return course.steps().areOver();
    }

    @Override
    public void begun(StepRun step) {
        course.begun(step);
    }

    @Override
    public void started(StepRun step) {
        if (course.steps().releaseAfterStart(step)) {
            proceed();
        }
    }

    @Override
    public void retrying(StepRun step, int attempt, CascadeError why) {
        if (step.isOpen()) {
            scribe().retried(step, attempt, why);
        }
    }

    @Override
    public void ended(StepRun step, ActResult result) {
        if (!step.isOpen()) {
            return;
        }
        if (result instanceof ActResult.Failed failed) {
            failed(step, failed);
        } else if (result instanceof ActResult.Postponed postponed) {
            course.postponed(step, postponed.lost()).ifPresent(lost -> ended(step, lost));
        } else {
            ending.finished(step);
            course.endedWell(step, result);
        }
    }

    private void failed(StepRun step, ActResult.Failed failed) {
        boolean fatal = switch (step.draft().stake()) {
            case FULL -> true;
            case STARTED -> !failed.started();
            case NONE -> false;
        };
        course.failed(step, failed, fatal);
        if (fatal) {
            ending.failed(step.number(), failed.error());
        }
        if (fatal && subject.onFailure() != OnFailure.CONTINUE) {
            course.abandonAll(step.id() + " failed");
        } else {
            course.steps().giveUpFollowers(step, course::abandon);
        }
    }

    /** Ends it: at once, or when what is under way has ended or had its grace. */
    void cancel(String reason, Duration grace) {
        if (over) {
            return;
        }
        if (rollback.isPresent()) {
            rollback.get().cutOff(reason);
            return;
        }
        if (!ending.isCancelled()) {
            ending.cancelled(reason);
            scribe().cancelling(reason);
            course.abandonAll(reason);
        }
        if (course.steps().areOver() || grace.isZero() || grace.isNegative()) {
            cutOff(ending.cancellation());
        } else {
            ending.alarm(crew.loop().after(grace, () -> cutOff(ending.cancellation())));
        }
    }

    private void expire(Duration limit) {
        List<StepRun> running = course.steps().in(StepState.RUNNING);
        String under = running.isEmpty() ? "" : "; under way: " + course.names(running);
        CascadeError error = new CascadeError(
                CascadeError.DEADLINE_EXCEEDED,
                subject.target() + ": not done within " + Texts.seconds(limit) + under,
                Optional.of(subject.target()),
                List.of());
        ending.failed(running.isEmpty() ? 0 : running.get(0).number(), error);
        course.abandonAll("the deadline has come");
        cutOff(error);
    }

    /** Does not wait any more: what is under way is interrupted, or handed over to another cascade that waits for it. */
    private void cutOff(CascadeError error) {
        if (over) {
            return;
        }
        ending.alarm(() -> {});
        List<StepRun> running = course.steps().in(StepState.RUNNING);
        ending.left(running);
        running.forEach(step -> course.failed(step, new ActResult.Failed(error, true), false));
        finish();
        running.forEach(step -> step.wish().ifPresent(crew.acts()::leave));
    }

    private void finish() {
        ending.alarm(() -> {});
        boolean undo = subject.onFailure() == OnFailure.ROLLBACK && ending.isFailed() && !ending.isCancelled();
        if (undo && rollback.isEmpty()) {
            undo();
        } else {
            end();
        }
    }

    private void undo() {
        List<StepRun> steps = new ArrayList<>(Leftovers.done(this));
        steps.removeIf(step -> course.steps().find(step.id()).isPresent());
        steps.addAll(course.steps().all());
        Rollback undoing = new Rollback(subject, crew, this::end);
        rollback = Optional.of(undoing);
        undoing.begin(steps);
    }

    /** Undoes what an earlier life of the engine has done and not undone, and fails as it had to. */
    void undoOn(CascadeOutcome.Failed cause) {
        ending.failed(cause.step(), cause.error());
        undo();
    }

    private void end() {
        if (over) {
            return;
        }
        conclude(ending.outcome(), draft().map(Draft::proposed).orElse(List.of()));
    }

    /** Ends a cascade that is not gone on with. */
    void conclude(CascadeOutcome outcome, List<String> proposed) {
        over = true;
        if (outcome instanceof CascadeOutcome.Failed failed) {
            scribe().failed(failed.step(), failed.error());
        } else if (outcome instanceof CascadeOutcome.Cancelled cancelled) {
            scribe().cancelled(cancelled.error());
        } else {
            scribe().completed(proposed);
        }
        whenOver.accept(this, outcome);
    }
}
