// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import io.rillway.events.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cascade tells while it runs (requirements S1-11 to S1-13). */
public final class CascadeEvents {

    /** A step begins or has succeeded. */
    public static final EventType<Progress> PROGRESS = EventType.of("cascade-progress", Progress.class);

    /** The cascade has reached its target. */
    public static final EventType<Complete> COMPLETE = EventType.of("cascade-complete", Complete.class);

    /** The cascade has failed or was cancelled. */
    public static final EventType<Failure> ERROR = EventType.of("cascade-error", Failure.class);

    /** How a cascade stands, for who comes late; what happens from then on follows. */
    public static final EventType<Snapshot> SNAPSHOT = EventType.of("cascade-snapshot", Snapshot.class);

    /** Something is left running because its stop has to be confirmed. */
    public static final EventType<StopProposed> STOP_PROPOSED = EventType.of("stop-proposed", StopProposed.class);

    private CascadeEvents() {}

    /**
     * A step begins or has succeeded.
     *
     * @param cascadeId the cascade
     * @param resourceId the cascade's target
     * @param step the step's position in the plan, from 1
     * @param totalSteps the steps to execute, skipped ones not counted (C3)
     * @param completedSteps the steps that have ended well; what a progress bar shows
     * @param currentDependency the resource of this step
     * @param remainingMillis how much longer the cascade is going to take by what its steps took before, or null if nobody
     *     knows
     */
    public record Progress(
            String cascadeId,
            String resourceId,
            int step,
            int totalSteps,
            int completedSteps,
            CurrentDependency currentDependency,
            @Nullable Long remainingMillis)
            implements HomelabEvent {

        /**
         * Progress of a cascade of which nobody knows how much longer it is going to take.
         *
         * @param cascadeId the cascade
         * @param resourceId the cascade's target
         * @param step the step's position in the plan, from 1
         * @param totalSteps the steps to execute
         * @param completedSteps the steps that have ended well
         * @param currentDependency the resource of this step
         */
        public Progress(
                String cascadeId,
                String resourceId,
                int step,
                int totalSteps,
                int completedSteps,
                CurrentDependency currentDependency) {
            this(cascadeId, resourceId, step, totalSteps, completedSteps, currentDependency, null);
        }
    }

    /**
     * How a cascade stands.
     *
     * @param cascadeId the cascade
     * @param resourceId the cascade's target
     * @param action start or stop
     * @param status pending, in_progress, awaiting_confirmation, completed, failed or cancelled
     * @param step the position in the plan of the step that began last, from 1; 0 if none has
     * @param totalSteps the steps to execute
     * @param completedSteps the steps that have ended well
     * @param steps each step with its state
     * @param error why it failed, or null
     * @param remainingMillis how much longer it is going to take, or null if nobody knows
     */
    public record Snapshot(
            String cascadeId,
            String resourceId,
            String action,
            String status,
            int step,
            int totalSteps,
            int completedSteps,
            List<SnapshotStep> steps,
            @Nullable ErrorDetail error,
            @Nullable Long remainingMillis) {

        public Snapshot {
            steps = List.copyOf(steps);
        }
    }

    /**
     * How one step stands.
     *
     * @param step its position in the plan, from 1
     * @param id the resource
     * @param name its name
     * @param state pending, running, done, skipped, failed, abandoned or rolled_back
     */
    public record SnapshotStep(int step, String id, String name, String state) {}

    /**
     * The resource that a step is about.
     *
     * @param id the resource
     * @param name its name
     * @param status what it is now: starting, online, stopping, offline
     */
    public record CurrentDependency(String id, String name, String status) {}

    /**
     * The cascade has reached its target.
     *
     * @param cascadeId the cascade
     * @param resourceId the cascade's target
     * @param success true
     */
    public record Complete(String cascadeId, String resourceId, boolean success) implements HomelabEvent {}

    /**
     * The cascade has failed or was cancelled.
     *
     * @param cascadeId the cascade
     * @param resourceId the cascade's target
     * @param failedStep the position in the plan of the step that failed, from 1; 0 if none has
     * @param error why
     */
    public record Failure(String cascadeId, String resourceId, int failedStep, ErrorDetail error)
            implements HomelabEvent {}

    /**
     * Something is left running because its stop has to be confirmed: all of a cascade, which waits for that, or what nobody
     * needs any more after one, which then completes.
     *
     * @param cascadeId the cascade to confirm
     * @param resourceId the cascade's target
     * @param proposed the resources whose stop has to be confirmed
     */
    public record StopProposed(String cascadeId, String resourceId, List<String> proposed) {

        public StopProposed {
            proposed = List.copyOf(proposed);
        }
    }

    /**
     * Why a cascade failed.
     *
     * @param code a code of requirements S1-32, or a connector's own
     * @param message a sentence for people, with the resource's name
     * @param resourceId the resource whose step failed, or null
     */
    public record ErrorDetail(
            String code, String message, @Nullable String resourceId) {}
}
