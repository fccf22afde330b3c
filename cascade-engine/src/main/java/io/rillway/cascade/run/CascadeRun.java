// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.Draft;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Link;
import io.rillway.cascade.plan.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One cascade under way: begins each step when those before it have ended, and ends exactly once. Of the coordinator alone.
 *
 * <p>When a step of a start fails, no further one begins; those under way are awaited within their own limits, so that the
 * cascade's end is the end of what it did. A failed step of a stop leaves everything running that its resource depends on,
 * and independent branches go on.
 */
final class CascadeRun {

    private final Ledger ledger;
    private final Scribe scribe;
    private final ResourceGraph graph;
    private final Scope scope;
    private final Acts acts;
    private final Needs needs;
    private final BiConsumer<CascadeRun, CascadeOutcome> whenOver;

    private final Map<String, StepRun> steps = new HashMap<>();
    private final Deque<StepRun> ready = new ArrayDeque<>();
    private Optional<Draft> draft = Optional.empty();
    private Optional<CascadeOutcome.Failed> failure = Optional.empty();
    private int open;
    private boolean over;

    /** What a cascade is about. */
    record Subject(Ledger ledger, Scribe scribe, ResourceGraph graph, Scope scope) {}

    CascadeRun(Subject subject, Acts acts, Needs needs, BiConsumer<CascadeRun, CascadeOutcome> whenOver) {
        this.ledger = subject.ledger;
        this.scribe = subject.scribe;
        this.graph = subject.graph;
        this.scope = subject.scope;
        this.acts = acts;
        this.needs = needs;
        this.whenOver = whenOver;
    }

    Ledger ledger() {
        return ledger;
    }

    Scribe scribe() {
        return scribe;
    }

    ResourceGraph graph() {
        return graph;
    }

    Scope scope() {
        return scope;
    }

    /** The plan that is carried out, or that waits to be confirmed. */
    Optional<Draft> draft() {
        return draft;
    }

    boolean isOver() {
        return over;
    }

    Action action() {
        return ledger.order().request().action();
    }

    /** Waits for somebody to confirm the plan. */
    void await(Draft planned) {
        draft = Optional.of(planned);
        scribe.awaits(planned);
    }

    /** Waits on, as an earlier life of the engine did. */
    void awaitOn(Draft shown) {
        draft = Optional.of(shown);
    }

    /** Carries the plan out. */
    void carryOut(Draft planned) {
        scribe.planned(planned);
        begin(planned, 0);
    }

    /** Goes on with another plan for what is left; what has ended well stays in front of it. */
    void goOn(Draft planned, String reason) {
        scribe.replanned(planned, reason);
        begin(planned, ledger.ask(Chronicle::completedSteps));
    }

    private void begin(Draft planned, int kept) {
        draft = Optional.of(planned);
        List<StepRun> made = new ArrayList<>(planned.steps().size());
        for (DraftStep step : planned.steps()) {
            StepRun next = new StepRun(this, step, kept + made.size() + 1);
            made.add(next);
            steps.put(step.id(), next);
            for (Link link : step.links()) {
                next.follow(step(link.on()), link);
            }
        }
        for (int i = made.size() - 1; i >= 0; i--) {
            made.get(i).measure();
        }
        made.stream().filter(StepRun::isReady).forEach(ready::add);
        open = made.size();
        proceed();
    }

    private StepRun step(String id) {
        return Optional.ofNullable(steps.get(id)).orElseThrow();
    }

    /** Begins what can begin, and ends when nothing is left. */
    void proceed() {
        for (StepRun next = ready.poll(); next != null; next = ready.poll()) {
            if (next.isReady()) {
                begin(next);
            }
        }
        if (open == 0 && !over) {
            end();
        }
    }

    private void begin(StepRun step) {
        Wish wish = acts.wish(action(), step.height(), check(step), step);
        step.wish(wish);
        acts.want(wish);
    }

    private Wish.Check check(StepRun step) {
        return action() == Action.START ? needs.start(step.id()) : needs.stop(step.draft(), steps.keySet());
    }

    void begun(StepRun step) {
        if (step.state() == StepState.PENDING) {
            step.state(StepState.RUNNING);
            scribe.begun(step);
        }
    }

    void started(StepRun step) {
        step.followers().stream().filter(StepRun.Follower::isAfterStart).forEach(this::release);
        proceed();
    }

    void ended(StepRun step, ActResult result) {
        if (step.state() != StepState.PENDING && step.state() != StepState.RUNNING) {
            return;
        }
        open--;
        if (result instanceof ActResult.Failed failed) {
            failed(step, failed);
            return;
        }
        if (result instanceof ActResult.Skipped skipped) {
            step.state(StepState.SKIPPED);
            scribe.skipped(step, skipped.reason());
        } else {
            step.state(StepState.DONE);
            scribe.done(step);
        }
        step.heldUntilEnd().forEach(this::release);
    }

    private void release(StepRun.Follower follower) {
        if (follower.step().release()) {
            ready.add(follower.step());
        }
    }

    private void failed(StepRun step, ActResult.Failed failed) {
        boolean fatal = switch (step.draft().stake()) {
            case FULL -> true;
            case STARTED -> !failed.started();
            case NONE -> false;
        };
        step.state(StepState.FAILED);
        scribe.failed(step, failed.error(), fatal);
        if (fatal && failure.isEmpty()) {
            failure = Optional.of(new CascadeOutcome.Failed(step.number(), failed.error()));
        }
        if (fatal && action() == Action.START) {
            abandonAll("step " + step.number() + " failed");
        } else {
            giveUpFollowers(step);
        }
    }

    /** What cannot go on without this step is abandoned, and what waits for that; what can go on does. */
    private void giveUpFollowers(StepRun failed) {
        Deque<StepRun> lost = new ArrayDeque<>(List.of(failed));
        for (StepRun next = lost.poll(); next != null; next = lost.poll()) {
            for (StepRun.Follower follower : next.heldUntilEnd()) {
                if (!follower.link().required()) {
                    release(follower);
                } else if (follower.step().state() == StepState.PENDING) {
                    abandon(follower.step(), next.id() + " failed");
                    lost.add(follower.step());
                }
            }
        }
    }

    private void abandonAll(String reason) {
        steps.values().stream()
                .filter(step -> step.state() == StepState.PENDING)
                .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                .forEach(step -> abandon(step, reason));
    }

    private void abandon(StepRun step, String reason) {
        step.wish().ifPresent(acts::leave);
        step.state(StepState.ABANDONED);
        scribe.abandoned(step.number(), step.id(), reason);
        open--;
    }

    /** Ends at once: what is under way is interrupted, or handed over to another cascade that waits for it. */
    void cancel(String reason) {
        if (over) {
            return;
        }
        String target = ledger.order().request().resourceId();
        CascadeError error = new CascadeError(CascadeError.CANCELLED, reason, Optional.of(target), List.of());
        scribe.cancelling(reason);
        abandonAll(reason);
        List<StepRun> running = steps.values().stream()
                .filter(step -> step.state() == StepState.RUNNING)
                .toList();
        for (StepRun step : running) {
            step.state(StepState.FAILED);
            scribe.failed(step, error, false);
        }
        conclude(new CascadeOutcome.Cancelled(error), List.of());
        running.forEach(step -> step.wish().ifPresent(acts::leave));
    }

    /** Ends a cascade that is not gone on with. */
    void conclude(CascadeOutcome outcome, List<String> proposed) {
        if (outcome instanceof CascadeOutcome.Failed failed) {
            scribe.failed(failed.step(), failed.error());
        } else if (outcome instanceof CascadeOutcome.Cancelled cancelled) {
            scribe.cancelled(cancelled.error());
        } else {
            scribe.completed(proposed);
        }
        over(outcome);
    }

    private void end() {
        CascadeOutcome outcome = failure.<CascadeOutcome>map(failed -> failed).orElseGet(CascadeOutcome.Completed::new);
        conclude(outcome, draft.map(Draft::proposed).orElse(List.of()));
    }

    private void over(CascadeOutcome outcome) {
        over = true;
        whenOver.accept(this, outcome);
    }
}
