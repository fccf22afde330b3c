// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Row;
import io.rillway.cascade.plan.Standing;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The steps of a cascade that an earlier life of the engine did not see the end of. Of the coordinator alone. */
final class Leftovers {

    private final Tools tools;
    private final CascadeRun run;

    Leftovers(Tools tools, CascadeRun run) {
        this.tools = tools;
        this.run = run;
    }

    /** The steps that have begun and not ended, or not begun. */
    static List<StepRecord> of(Chronicle chronicle) {
        return chronicle.record().steps().stream()
                .filter(step -> step.state() == StepState.RUNNING || step.state() == StepState.PENDING)
                .toList();
    }

    /** The number of the first step that has begun and not ended, 0 if there is none. */
    static int underWay(Chronicle chronicle) {
        return of(chronicle).stream()
                .filter(step -> step.state() == StepState.RUNNING)
                .mapToInt(StepRecord::step)
                .findFirst()
                .orElse(0);
    }

    private List<StepRecord> all() {
        return run.ledger().ask(Leftovers::of);
    }

    /** A step that had begun, and whose resource is where it was to go, has ended well. */
    void findDone() {
        all().stream()
                .filter(step -> step.state() == StepState.RUNNING && isThere(step.resourceId()))
                .forEach(step -> run.scribe().done(step.step(), step.resourceId(), step.name()));
    }

    /** The steps that were carried out, perhaps not to their end, and were not undone. */
    static List<StepRun> done(CascadeRun run) {
        Topology graph = run.graph().topology();
        BitSet claimed = new BitSet();
        Arrays.stream(run.scope().claims()).forEach(claimed::set);
        return run.ledger().ask(Chronicle::record).steps().stream()
                .filter(step -> step.state() == StepState.DONE || step.state() == StepState.FAILED)
                .filter(step -> step.startedAt() != null && graph.number(step.resourceId()) != Topology.NONE)
                .filter(step -> claimed.get(graph.number(step.resourceId())))
                .map(step -> done(run, step))
                .toList();
    }

    private static StepRun done(CascadeRun run, StepRecord step) {
        Plan.Step shown = new Plan.Step(step.resourceId(), step.name(), Plan.Cause.TARGET, null, List.of());
        int number = run.graph().topology().number(step.resourceId());
        StepRun done = new StepRun(
                run,
                new DraftStep(number, shown, LinkRow.EMPTY, DraftStep.Stake.FULL, true, Row.EMPTY, 0),
                step.step());
        done.state(step.state());
        if (step.state() == StepState.FAILED) {
            done.failed(true);
        }
        return done;
    }

    private boolean isThere(String id) {
        Standing now = tools.units().standing(id);
        return run.action() == Action.START ? now == Standing.ONLINE || now == Standing.COMPLETED : !now.isActive();
    }

    /** Says of each that nobody goes on with it. */
    void giveUp() {
        for (StepRecord step : all()) {
            if (step.state() == StepState.PENDING) {
                run.scribe().abandoned(step.step(), step.resourceId(), "the engine ended before it began");
            } else {
                run.scribe().failed(step.step(), step.resourceId(), interrupted(step), false);
            }
        }
    }

    private CascadeError interrupted(StepRecord step) {
        String now = tools.units()
                .find(step.resourceId())
                .map(unit -> "it is " + unit.status().wireName() + " now")
                .orElse("it is not in the graph any more");
        String text = step.name() + ": the engine ended while this was under way; " + now;
        return new CascadeError(CascadeError.INTERRUPTED, text, Optional.of(step.resourceId()), List.of());
    }
}
