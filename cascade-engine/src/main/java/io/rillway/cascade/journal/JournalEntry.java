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

/** One transition. What it says has happened, or, of a step that begins, is about to. */
public sealed interface JournalEntry {

    /** When. */
    Instant at();

    /** A transition of one cascade. */
    sealed interface OfCascade extends JournalEntry {

        /** The cascade. */
        String cascadeId();
    }

    /** Where a cascade stands when a step begins or ends. */
    record Mark(String target, Action action, int step, int totalSteps, int completedSteps) {}

    /** A request was admitted. */
    record Admitted(Instant at, String cascadeId, CascadeRequest request) implements OfCascade {}

    /** A plan was made, and is carried out from here on. */
    record Planned(Instant at, String cascadeId, Plan plan) implements OfCascade {}

    /** A plan was made that somebody has to confirm. */
    record ConfirmationAwaited(Instant at, String cascadeId, Plan plan) implements OfCascade {}

    /** A step begins. */
    record StepBegun(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfCascade {}

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

    /** A resource is about to be stopped because nobody has used it for so long; the stop is a cascade of its own. */
    record AutoShutdown(Instant at, String resourceId, String name, String ruleId, Duration inactive)
            implements JournalEntry {}
}
