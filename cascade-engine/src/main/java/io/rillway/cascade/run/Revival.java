// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.JournalEntry.StepFailed;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.plan.Draft;
import io.rillway.cascade.plan.Planner;
import io.rillway.cascade.plan.Scope;
import io.rillway.cascade.recover.Past;
import io.rillway.cascade.recover.Past.Moment;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what an earlier life of the engine left: what has ended is remembered, what awaits a confirmation awaits it on,
 * and everything else is claimed again, looked at, and then gone on with or ended. Of the coordinator alone.
 */
final class Revival {

    private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
    private static final Duration RESUMABLE = Duration.ofHours(1);

    private final Tools tools;
    private final Runs runs;
    private final Admission admission;
    private final Confirmations confirmations;
    private final RunOptions options;

    Revival(Tools tools, Runs runs, Admission admission, Confirmations confirmations, RunOptions options) {
        this.tools = tools;
        this.runs = runs;
        this.admission = admission;
        this.confirmations = confirmations;
        this.options = options;
    }

    void of(Past past) {
        past.moments().forEach(this::remember);
        List<Chronicle> open = new ArrayList<>();
        for (Chronicle chronicle : past.cascades()) {
            if (chronicle.isWithdrawn()) {
                runs.forget(chronicle.id());
            } else if (chronicle.ended().isPresent()) {
                runs.remember(
                        new Ledger(chronicle), Outcomes.of(chronicle.ended().get()));
            } else {
                open.add(chronicle);
            }
        }
        open.forEach(this::revive);
    }

    /** A job counts as completed for as long as nothing that it needs was started after it. */
    private void remember(Moment moment) {
        tools.units().find(moment.resourceId()).ifPresent(unit -> {
            if (moment.what() == Moment.What.STARTED) {
                unit.hands().started(tools.units().nextMoment());
            } else if (tools.units().graph().isJob(unit.id())) {
                unit.hands().completed(tools.units().nextMoment());
            }
        });
    }

    private void revive(Chronicle chronicle) {
        Ledger ledger = new Ledger(chronicle);
        Optional<Scope> scope = scope(ledger);
        CascadeRun run = runs.reopen(ledger, scope.orElse(Scope.nothing()));
        if (scope.isEmpty()) {
            fail(run, ledger.order().request().resourceId() + " is not in the graph any more");
        } else if (isAwaiting(chronicle)) {
            awaitOn(run, chronicle);
        } else {
            claim(run);
        }
    }

    private Optional<Scope> scope(Ledger ledger) {
        boolean known = tools.units()
                .graph()
                .find(ledger.order().request().resourceId())
                .isPresent();
        return known ? Optional.of(Planner.scope(tools.units().graph(), ledger.order())) : Optional.empty();
    }

    private static boolean isAwaiting(Chronicle chronicle) {
        return chronicle.status() == CascadeStatus.AWAITING_CONFIRMATION
                && chronicle.cancelReason().isEmpty();
    }

    private void awaitOn(CascadeRun run, Chronicle chronicle) {
        chronicle.plan().ifPresent(plan -> run.awaitOn(new Draft(plan, List.of(), true, List.of())));
        confirmations.await(run, age(chronicle));
    }

    private Duration age(Chronicle chronicle) {
        Duration age = Duration.between(chronicle.lastAt(), options.clock().instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private void claim(CascadeRun run) {
        try {
            runs.checkClaims(run.action(), runs.claimed(run));
        } catch (Refusal refusal) {
            fail(run, String.valueOf(refusal.getMessage()));
            return;
        }
        runs.claim(run);
        Set<Unit> looks = new LinkedHashSet<>(admission.looks(run));
        run.ledger()
                .ask(Leftovers::of)
                .forEach(left -> tools.units().find(left.resourceId()).ifPresent(looks::add));
        admission.look(looks, () -> settle(run));
    }

    /** Reality was looked at. */
    private void settle(CascadeRun run) {
        if (run.isOver()) {
            return;
        }
        // Asked before anything is written, since that makes it young again.
        boolean mayResume = mayResume(run);
        new Leftovers(tools, run).findDone();
        Optional<String> cancelled = run.ledger().ask(Chronicle::cancelReason);
        Optional<StepFailed> fatal = run.ledger().ask(Chronicle::fatal);
        if (cancelled.isPresent()) {
            end(run, new CascadeOutcome.Cancelled(error(run, CascadeError.CANCELLED, cancelled.get())));
        } else if (fatal.isPresent()) {
            failOn(
                    run,
                    new CascadeOutcome.Failed(fatal.get().step(), fatal.get().error()),
                    mayResume);
        } else {
            goOn(run, mayResume);
        }
    }

    /** It had failed; what it had done is undone to the end if it was to be, and if it may go on at all. */
    private void failOn(CascadeRun run, CascadeOutcome.Failed outcome, boolean mayResume) {
        if (mayResume && run.subject().onFailure() == OnFailure.ROLLBACK) {
            new Leftovers(tools, run).giveUp();
            run.undoOn(outcome);
        } else {
            end(run, outcome);
        }
    }

    private void goOn(CascadeRun run, boolean mayResume) {
        try {
            Draft draft = admission.drafted(run.graph(), run.ledger().order());
            if (draft.steps().isEmpty() || mayResume) {
                resume(run, draft);
            } else {
                fail(run, "the engine ended while it ran");
            }
        } catch (Refusal refusal) {
            // Nobody knows whether it was answered, so that somebody may wait for its end.
            fail(run, String.valueOf(refusal.getMessage()));
        }
    }

    private boolean mayResume(CascadeRun run) {
        return options.onRestart() == OnRestart.RESUME
                && run.ledger().ask(this::age).compareTo(RESUMABLE) <= 0;
    }

    private void resume(CascadeRun run, Draft draft) {
        LOG.info(
                "{} goes on after a restart with {} steps",
                run.ledger().id(),
                draft.steps().size());
        List<String> confirmed = run.ledger().ask(Chronicle::confirmed);
        if (draft.gated() && !confirmed.containsAll(draft.plan().needsConfirmation())) {
            runs.release(run);
            run.await(draft);
            confirmations.await(run);
        } else {
            run.goOn(draft, "the engine was restarted");
        }
    }

    private void fail(CascadeRun run, String why) {
        int step = run.ledger().ask(Leftovers::underWay);
        end(run, new CascadeOutcome.Failed(step, error(run, CascadeError.INTERRUPTED, why)));
    }

    private void end(CascadeRun run, CascadeOutcome outcome) {
        new Leftovers(tools, run).giveUp();
        run.conclude(outcome, List.of());
    }

    private static CascadeError error(CascadeRun run, String code, String why) {
        return new CascadeError(
                code, why, Optional.of(run.ledger().order().request().resourceId()), List.of());
    }
}
