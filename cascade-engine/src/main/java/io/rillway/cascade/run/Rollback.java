// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Planner;
import io.rillway.cascade.watch.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Undoes what a failed cascade has done, the last first, except where another cascade or an active resource counts on it. It
 * claims what it undoes for the opposite action, so that nobody builds on it meanwhile. Of the coordinator alone.
 */
final class Rollback implements StepRun.Owner {

    private final Subject subject;
    private final Crew crew;
    private final Runnable then;
    private final Map<String, StepRun> done = new LinkedHashMap<>();
    private final Steps undos;
    private boolean over;

    Rollback(Subject subject, Crew crew, Runnable then) {
        this.subject = subject;
        this.crew = crew;
        this.then = then;
        this.undos = new Steps(subject.graph().topology(), this);
    }

    private Action opposite() {
        return subject.action() == Action.START ? Action.STOP : Action.START;
    }

    void begin(List<StepRun> steps) {
        steps.stream().filter(StepRun::hasActed).forEach(step -> done.put(step.id(), step));
        subject.scribe()
                .rollbackBegun(done.values().stream().map(StepRun::number).toList());
        for (StepRun step : List.copyOf(done.values())) {
            if (crew.claims().isShared(unit(step))) {
                keep(step, "another cascade counts on it");
            } else if (opposite() == Action.STOP
                    && !crew.reality().isActive(subject.graph(), step.draft().number())) {
                keep(step, "it does not run any more");
            }
        }
        crew.claims()
                .turn(
                        subject.id(),
                        opposite(),
                        done.values().stream().map(this::unit).toList());
        ResourceGraph graph = subject.graph();
        undos.add(
                opposite() == Action.STOP
                        ? Planner.teardown(graph, done.keySet())
                        : Planner.restore(graph, done.keySet()));
        proceed();
    }

    private Unit unit(StepRun step) {
        return crew.units().unit(subject.graph(), step.draft().number());
    }

    private void keep(StepRun step, String reason) {
        done.remove(step.id());
        subject.scribe().kept(step, reason);
    }

    @Override
    public void proceed() {
        if (over) {
            return;
        }
        for (StepRun next = undos.nextReady(); next != null; next = undos.nextReady()) {
            begin(next);
        }
        if (undos.areOver()) {
            over = true;
            then.run();
        }
    }

    private void begin(StepRun undo) {
        DraftStep draft = undo.draft();
        Wish.Check check = opposite() == Action.STOP
                ? crew.needs().stop(subject.graph(), draft, undos::has)
                : crew.needs().start();
        Wish wish = crew.acts().wish(subject.graph(), opposite(), check, undo);
        undo.wish(wish);
        crew.acts().want(wish);
    }

    private StepRun original(StepRun undo) {
        return Optional.ofNullable(done.get(undo.id())).orElseThrow();
    }

    @Override
    public void begun(StepRun undo) {
        if (undo.state() == StepState.PENDING) {
            undo.state(StepState.RUNNING);
            subject.scribe().undoBegun(original(undo));
        }
    }

    @Override
    public void started(StepRun undo) {}

    @Override
    public void retrying(StepRun undo, int attempt, CascadeError why) {}

    @Override
    public void ended(StepRun undo, ActResult result) {
        if (!undo.isOpen()) {
            return;
        }
        boolean upAlready = result instanceof ActResult.Skipped && opposite() == Action.START;
        if (result instanceof ActResult.Done || upAlready) {
            undos.close(undo, StepState.DONE);
            subject.scribe().undone(original(undo));
            undos.release(undo);
        } else {
            undos.close(undo, StepState.FAILED);
            subject.scribe().kept(original(undo), why(result));
            undos.giveUpFollowers(undo, this::giveUp);
        }
    }

    private static String why(ActResult result) {
        if (result instanceof ActResult.Failed failed) {
            return "could not be undone: " + failed.error().message();
        }
        if (result instanceof ActResult.Skipped skipped) {
            return skipped.reason();
        }
        return "what it needs is down";
    }

    private void giveUp(StepRun undo, String reason) {
        undo.wish().ifPresent(crew.acts()::leave);
        undos.close(undo, StepState.ABANDONED);
        subject.scribe().kept(original(undo), reason);
    }

    /** Does not go on. */
    void cutOff(String reason) {
        if (over) {
            return;
        }
        undos.in(StepState.PENDING).forEach(undo -> giveUp(undo, reason));
        undos.in(StepState.RUNNING).forEach(undo -> giveUp(undo, reason));
        over = true;
        then.run();
    }
}
