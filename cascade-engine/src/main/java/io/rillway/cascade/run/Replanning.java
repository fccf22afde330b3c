// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Plan;
import io.rillway.cascade.plan.Draft;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Drafting;
import io.rillway.cascade.plan.Planner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a start has to do beside its plan because something that it needs was lost meanwhile. Each resource is started again
 * for that reason once, so that one that comes and goes cannot keep a cascade for ever. Of the coordinator alone.
 */
final class Replanning {

    private final Subject subject;
    private final Crew crew;
    private final Set<String> restarted = new HashSet<>();

    /** The plan as it is now, if it has changed, and its further steps. */
    record Change(Optional<Plan> plan, List<DraftStep> steps) {}

    Replanning(Subject subject, Crew crew) {
        this.subject = subject;
        this.crew = crew;
    }

    /** What follows from a step's loss; empty if it was lost before already. */
    Optional<Change> after(StepRun step, List<String> lost, Steps steps, Plan plan) {
        List<String> unknown = lost.stream()
                .filter(id -> steps.find(id).filter(StepRun::isOpen).isEmpty())
                .toList();
        if (unknown.isEmpty()) {
            return Optional.of(new Change(Optional.empty(), List.of()));
        }
        if (unknown.stream().anyMatch(restarted::contains)) {
            return Optional.empty();
        }
        restarted.addAll(unknown);
        Draft fresh = fresh();
        List<DraftStep> more = more(fresh, unknown, steps);
        String reason = step.id() + " needs " + String.join(", ", unknown) + ", which went down since it was planned";
        return Optional.of(new Change(Optional.of(with(plan, fresh, more, reason)), more));
    }

    private Draft fresh() {
        Drafting drafting = Planner.draft(subject.graph(), subject.ledger().order(), crew.reality());
        if (drafting instanceof Drafting.Ready ready) {
            return ready.draft();
        }
        throw new IllegalStateException("cascade: " + subject.id() + " (expected: a start, which is never refused)");
    }

    private List<DraftStep> more(Draft fresh, List<String> lost, Steps steps) {
        Set<String> wanted = new HashSet<>();
        lost.forEach(id -> wanted.addAll(subject.graph().upstream(id)));
        return fresh.steps().stream()
                .filter(draft -> wanted.contains(draft.id()))
                .filter(draft -> steps.find(draft.id()).filter(StepRun::isOpen).isEmpty())
                .toList();
    }

    private static Plan with(Plan plan, Draft fresh, List<DraftStep> more, String reason) {
        List<Plan.Step> shown = new ArrayList<>(plan.steps());
        Set<String> added = new HashSet<>();
        for (DraftStep step : more) {
            shown.add(step.step());
            added.add(step.id());
        }
        List<Plan.Skipped> skipped = plan.skipped().stream()
                .filter(idle -> !added.contains(idle.resourceId()))
                .toList();
        return new Plan(
                plan.action(),
                plan.resourceId(),
                shown,
                skipped,
                plan.protectedResources(),
                plan.needsConfirmation(),
                fresh.plan().forecast(),
                reason);
    }
}
