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

/**
 * One transition. What it says has happened, or, of a step that begins, is about to.
 *
 * <p>Entries are kept as JSON by the names of their components, so that a component may be added and none may be renamed.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> none. <b>Limits:</b> none.
 */
public sealed interface JournalEntry {

    /** {@return when} */
    Instant at();

    /** A transition of one cascade. */
    sealed interface OfCascade extends JournalEntry {

        /** {@return the cascade} */
        String cascadeId();
    }

    /** What became of one step. */
    sealed interface OfStep extends OfCascade {

        /** {@return the step's number in the plan, from 1} */
        int step();
    }

    /**
     * Where a cascade stands when a step begins or ends.
     *
     * @param target its target
     * @param action what it does
     * @param step the step's number in the plan, from 1
     * @param totalSteps the number of steps in the plan
     * @param completedSteps the number of steps that have ended well
     * @param remainingMillis how much longer it is going to take, or null if nobody knows
     */
    record Mark(
            String target,
            Action action,
            int step,
            int totalSteps,
            int completedSteps,
            @Nullable Long remainingMillis) {}

    /**
     * A request was admitted.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param request what is wanted
     * @param unusedConfirmed whether unused resources may be stopped that need confirmation
     */
    record Admitted(Instant at, String cascadeId, CascadeRequest request, boolean unusedConfirmed)
            implements OfCascade {}

    /**
     * Another request for the same, with an idempotency key, was answered with this cascade.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param request what was asked for
     */
    record Joined(Instant at, String cascadeId, CascadeRequest request) implements OfCascade {}

    /**
     * A plan was made, and is carried out from here on.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param plan the plan
     */
    record Planned(Instant at, String cascadeId, Plan plan) implements OfCascade {}

    /**
     * Another plan was made for what is left to be done. Steps that have ended well stay in front, numbered from 1; those of
     * the plan follow.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param plan the plan of the rest
     * @param reason why, for people to read
     */
    record Replanned(Instant at, String cascadeId, Plan plan, String reason) implements OfCascade {}

    /**
     * The plan has further steps, because something that it needs was lost; those of before keep their numbers.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param plan the whole plan, which says why
     * @param added how many of its steps, the last ones, are new
     */
    record Extended(Instant at, String cascadeId, Plan plan, int added) implements OfCascade {}

    /**
     * A plan was made that somebody has to confirm.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param plan the plan
     */
    record ConfirmationAwaited(Instant at, String cascadeId, Plan plan) implements OfCascade {}

    /**
     * A step begins.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param mark where the cascade stands
     * @param resourceId the step's resource
     * @param name the resource's name
     */
    record StepBegun(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfStep {

        @Override
        public int step() {
            return mark.step();
        }
    }

    /**
     * A try of a step has failed, and another one follows.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param step the step's number
     * @param resourceId the step's resource
     * @param attempt the number of the try that follows, from 2
     * @param error why the one before has failed
     */
    record StepRetried(Instant at, String cascadeId, int step, String resourceId, int attempt, CascadeError error)
            implements OfStep {}

    /**
     * A step ended well.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param mark where the cascade stands
     * @param resourceId the step's resource
     * @param name the resource's name
     */
    record StepDone(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfStep {

        @Override
        public int step() {
            return mark.step();
        }
    }

    /**
     * Nothing had to be done after all.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param step the step's number
     * @param resourceId the step's resource
     * @param reason why, for people to read
     */
    record StepSkipped(Instant at, String cascadeId, int step, String resourceId, String reason) implements OfStep {}

    /**
     * A step failed.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param step the step's number
     * @param resourceId the step's resource
     * @param error why
     * @param fatal whether the cascade fails with it
     */
    record StepFailed(Instant at, String cascadeId, int step, String resourceId, CascadeError error, boolean fatal)
            implements OfStep {}

    /**
     * A step is never going to begin.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param step the step's number
     * @param resourceId the step's resource
     * @param reason why, for people to read
     */
    record StepAbandoned(Instant at, String cascadeId, int step, String resourceId, String reason) implements OfStep {}

    /**
     * Somebody cancels the cascade: from here on it can only end as cancelled.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param reason who or what, for people to read
     */
    record CancelBegun(Instant at, String cascadeId, String reason) implements OfCascade {}

    /**
     * A step has failed, and what was done is undone, unless somebody else counts on it.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param steps the numbers of the steps that are undone
     */
    record RollbackBegun(Instant at, String cascadeId, List<Integer> steps) implements OfCascade {}

    /**
     * A step is about to be undone.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param mark where the cascade stands
     * @param resourceId the step's resource
     * @param name the resource's name
     */
    record UndoBegun(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfCascade {}

    /**
     * A step was undone.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param mark where the cascade stands
     * @param resourceId the step's resource
     * @param name the resource's name
     */
    record StepUndone(Instant at, String cascadeId, Mark mark, String resourceId, String name) implements OfStep {

        @Override
        public int step() {
            return mark.step();
        }
    }

    /**
     * A step was not undone after all.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param step the step's number
     * @param resourceId the step's resource
     * @param reason why, for people to read
     */
    record StepKept(Instant at, String cascadeId, int step, String resourceId, String reason) implements OfStep {}

    /**
     * A cascade is about to complete, and leaves something running because its stop has to be confirmed.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param target its target
     * @param resources what nobody needs any more
     */
    record StopsProposed(Instant at, String cascadeId, String target, List<String> resources) implements OfCascade {
        public StopsProposed {
            resources = List.copyOf(resources);
        }
    }

    /** The end of a cascade; each has exactly one. */
    sealed interface Ended extends OfCascade {

        /** {@return the cascade's target} */
        String target();
    }

    /**
     * The cascade reached its target.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param target its target
     * @param proposed what it left running because its stop has to be confirmed
     */
    record Completed(Instant at, String cascadeId, String target, List<String> proposed) implements Ended {}

    /**
     * A step failed.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param target its target
     * @param step the number of the step that failed, 0 if none has
     * @param error why
     */
    record Failed(Instant at, String cascadeId, String target, int step, CascadeError error) implements Ended {}

    /**
     * Somebody cancelled the cascade.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param target its target
     * @param step the number of the step that began last
     * @param error code {@code CANCELLED}, and who or what cancelled it
     */
    record Cancelled(Instant at, String cascadeId, String target, int step, CascadeError error) implements Ended {}

    /**
     * A request was refused after it had been admitted; nothing was done, and nobody is told.
     *
     * @param at when
     * @param cascadeId the cascade
     * @param reason why, for people to read
     */
    record Withdrawn(Instant at, String cascadeId, String reason) implements OfCascade {}

    /**
     * A resource has settled in another status.
     *
     * @param at when
     * @param resourceId the resource
     * @param kind what it is
     * @param status how it stands now
     */
    record StatusChanged(Instant at, String resourceId, Kind kind, ResourceStatus status) implements JournalEntry {}

    /** A resource is about to be stopped because nobody has used it for so long; the stop is a cascade of its own. */
    record AutoShutdown(Instant at, String resourceId, String name, String ruleId, Duration inactive)
            implements JournalEntry {}
}
