// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.events.catalog.StatusEvents.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One transition. What it says has happened, or, of a step that begins, is about to. */
public sealed interface JournalEntry {

    /** When. */
    Instant at();

    /** A transition of one cascade. */
    sealed interface OfCascade extends JournalEntry {

        /** The cascade. */
        String cascadeId();
    }

    /** Where a cascade stands when a step begins or ends; the time that is left is null if nobody knows. */
    record Mark(
            String target,
            Action action,
            int step,
            int totalSteps,
            int completedSteps,
            @Nullable Long remainingMillis) {}

    /** A request was admitted. */
    record Admitted(Instant at, String cascadeId, CascadeRequest request) implements OfCascade {}

    /** A plan was made, and is carried out from here on. */
    record Planned(Instant at, String cascadeId, Plan plan) implements OfCascade {}

    /** A plan was made that somebody has to confirm. */
    record ConfirmationAwaited(Instant at, String cascadeId, Plan plan) implements OfCascade {}

    /** What is carried out has changed, for the reason in the plan; its steps begin with those of the plan before. */
    record Replanned(Instant at, String cascadeId, Plan plan) implements OfCascade {}

    /** Somebody cancelled the cascade: no further step begins, and those under way have so long to end. */
    record CancelBegun(Instant at, String cascadeId, String reason, Duration grace) implements OfCascade {}

    /** A step begins. */
    record StepBegun(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfCascade {}

    /** A try of a step has failed, and another one follows. */
    record StepRetried(Instant at, String cascadeId, int step, String resourceId, int attempt, CascadeError error)
            implements OfCascade {}

    /** A step ended well. */
    record StepDone(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfCascade {}

    /** Nothing had to be done after all. */
    record StepSkipped(Instant at, String cascadeId, int step, String resourceId, String reason) implements OfCascade {}

    /** A step failed. */
    record StepFailed(Instant at, String cascadeId, int step, String resourceId, CascadeError error)
            implements OfCascade {}

    /** A step is never going to begin. */
    record StepAbandoned(Instant at, String cascadeId, int step, String resourceId, String reason)
            implements OfCascade {}

    /** A step has failed, and these that were begun are undone, unless somebody else counts on them. */
    record RollbackBegun(Instant at, String cascadeId, List<Integer> steps) implements OfCascade {}

    /** A step is being undone. */
    record UndoBegun(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfCascade {}

    /** A step was undone. */
    record StepUndone(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfCascade {}

    /** A step was not undone after all. */
    record StepKept(Instant at, String cascadeId, int step, String resourceId, String reason) implements OfCascade {}

    /** The end of a cascade; each has exactly one. */
    sealed interface Ended extends OfCascade {

        /** The cascade's target. */
        String target();
    }

    /** The cascade reached its target. */
    record Completed(Instant at, String cascadeId, String target, List<String> proposed) implements Ended {}

    /** A step failed. */
    record Failed(Instant at, String cascadeId, String target, int step, CascadeError error) implements Ended {}

    /** Somebody cancelled the cascade. */
    record Cancelled(Instant at, String cascadeId, String target, int step, CascadeError error) implements Ended {}

    /** A request was refused after it had been admitted; nothing was done, and nobody is told. */
    record Withdrawn(Instant at, String cascadeId, String reason) implements OfCascade {}

    /** A resource has settled in another status. */
    record StatusChanged(Instant at, String resourceId, Kind kind, ResourceStatus status) implements JournalEntry {}
}
