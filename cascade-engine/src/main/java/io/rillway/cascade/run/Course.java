// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.Draft;
import io.rillway.cascade.plan.DraftStep;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way of one cascade through its plan: writes down each step, and changes the plan where reality asks for it. Of the coordinator alone. */
final class Course {

    private final Subject subject;
    private final Crew crew;
    private final Steps steps;
    private final Horizon horizon;
    private final Replanning replanning;
    private Optional<Draft> draft = Optional.empty();

    Course(Subject subject, Crew crew, StepRun.Owner owner) {
        this.subject = subject;
        this.crew = crew;
        this.steps = new Steps(subject.graph().topology(), owner);
        this.horizon = new Horizon(crew.acts().durations());
        this.replanning = new Replanning(subject, crew);
    }

    Optional<Draft> draft() {
        return draft;
    }

    Steps steps() {
        return steps;
    }

    void await(Draft planned) {
        draft = Optional.of(planned);
        subject.scribe().awaits(planned);
    }

    /** Waits on, as an earlier life of the engine did. */
    void awaitOn(Draft shown) {
        draft = Optional.of(shown);
    }

    void carryOut(Draft planned) {
        draft = Optional.of(planned);
        subject.scribe().planned(planned);
        horizon.add(steps.add(planned.steps()));
    }

    /** Goes on with another plan for what is left; what has ended well stays in front of it. */
    void goOn(Draft planned, String reason) {
        draft = Optional.of(planned);
        subject.scribe().replanned(planned, reason);
        steps.numberAfter(subject.ledger().ask(Chronicle::completedSteps));
        horizon.add(steps.add(planned.steps()));
    }

    void beginReady() {
        for (StepRun next = steps.nextReady(); next != null; next = steps.nextReady()) {
            begin(next);
        }
    }

    private void begin(StepRun step) {
        Wish.Check check = subject.action() == Action.START
                ? crew.needs().start()
                : crew.needs().stop(subject.graph(), step.draft(), steps::has);
        Wish wish = crew.acts().wish(subject.graph(), subject.action(), check, step);
        step.wish(wish);
        crew.acts().want(wish);
    }

    void begun(StepRun step) {
        if (step.state() == StepState.PENDING) {
            step.state(StepState.RUNNING);
            subject.scribe().begun(step, horizon.remainingMillis());
        }
    }

    /** It was done, or did not have to be. */
    void endedWell(StepRun step, ActResult result) {
        horizon.passed(step);
        if (result instanceof ActResult.Skipped skipped) {
            steps.close(step, StepState.SKIPPED);
            subject.scribe().skipped(step, skipped.reason());
        } else {
            steps.close(step, StepState.DONE);
            subject.scribe().done(step, horizon.remainingMillis());
        }
        steps.release(step);
    }

    void failed(StepRun step, ActResult.Failed failed, boolean fatal) {
        horizon.passed(step);
        steps.close(step, StepState.FAILED);
        step.failed(failed.started());
        subject.scribe().failed(step.number(), step.id(), failed.error(), fatal);
    }

    void abandonAll(String reason) {
        steps.in(StepState.PENDING).forEach(step -> abandon(step, reason));
    }

    void abandon(StepRun step, String reason) {
        step.wish().ifPresent(crew.acts()::leave);
        horizon.passed(step);
        steps.close(step, StepState.ABANDONED);
        subject.scribe().abandoned(step.number(), step.id(), reason);
    }

    /**
     * What the step needs was lost since the plan was made: that is started again first, once. If that does not help, the step
     * fails.
     */
    Optional<ActResult.Failed> postponed(StepRun step, List<String> lost) {
        Optional<Replanning.Change> change = replanning.after(step.id(), lost, steps, current());
        if (change.isEmpty()) {
            String message = step.name() + ": lost again: " + String.join(", ", lost);
            return Optional.of(new ActResult.Failed(
                    new CascadeError(CascadeError.DEPENDENCY_LOST, message, Optional.of(step.id()), List.of()), false));
        }
        change.get().plan().ifPresent(plan -> adopt(plan, change.get().steps()));
        step.state(StepState.PENDING);
        lost.forEach(id -> steps.find(id).filter(StepRun::isOpen).ifPresent(before -> steps.follow(step, before)));
        steps.retract(step);
        return Optional.empty();
    }

    /**
     * At the end of a start: if the target, which was up already, went down meanwhile, it is started after all, once. Answers
     * with the failure if that did not help.
     */
    Optional<CascadeError> mendTarget() {
        List<String> lost =
                crew.units().find(subject.target()).map(crew.needs()::lost).orElse(List.of());
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        Optional<Replanning.Change> change = replanning.after("the request", lost, steps, current());
        if (change.isEmpty()) {
            String message = subject.target() + ": lost again: " + String.join(", ", lost);
            return Optional.of(
                    new CascadeError(CascadeError.DEPENDENCY_LOST, message, Optional.of(subject.target()), List.of()));
        }
        change.get().plan().ifPresent(plan -> adopt(plan, change.get().steps()));
        return Optional.empty();
    }

    /** The number of the last step on the target, 0 if there is none. */
    int numberOfTarget() {
        return steps.find(subject.target()).map(StepRun::number).orElse(0);
    }

    private Plan current() {
        return draft.orElseThrow().plan();
    }

    private void adopt(Plan plan, List<DraftStep> more) {
        Draft before = draft.orElseThrow();
        draft = Optional.of(new Draft(plan, steps.drafts(more), before.gated(), before.proposed()));
        subject.scribe().extended(plan, more.size());
        horizon.add(steps.add(more));
    }

    String names(List<StepRun> some) {
        return some.stream().map(StepRun::id).collect(Collectors.joining(", "));
    }
}
