// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of a cascade: what anybody may know of it at one moment (requirements S1-30).
 *
 * @param id the cascade
 * @param resourceId its target
 * @param type start or stop
 * @param status how far it has come
 * @param currentStep the number of the step that began last, 0 if none has
 * @param totalSteps the number of steps in its plan
 * @param completedSteps the number of steps that ended well
 * @param failedStep the number of the step that failed, or null if none has
 * @param errorCode the kind of failure, or null
 * @param errorMessage the failure for people to read, or null
 * @param startedAt when it was admitted
 * @param completedAt when it ended, or null
 * @param steps each step with its state
 * @param proposed what the cascade left running because its stop has to be confirmed
 * @param replanned why its plan was changed while it ran, or null
 * @param remainingMillis how much longer it is going to take by what its steps took before, or null if nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CascadeRecord(
        String id,
        String resourceId,
        Action type,
        CascadeStatus status,
        int currentStep,
        int totalSteps,
        int completedSteps,
        @Nullable Integer failedStep,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        Instant startedAt,
        @Nullable Instant completedAt,
        List<StepRecord> steps,
        List<String> proposed,
        @Nullable String replanned,
        @Nullable Long remainingMillis) {

    /**
     * One step of a cascade.
     *
     * @param step its number, from 1
     * @param resourceId the resource
     * @param name its name
     * @param state how far it has come
     * @param reason why it was skipped or failed, or null
     * @param startedAt when it began, or null
     * @param completedAt when it ended, or null
     * @param attempts how often it was tried, or null if not more than once
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepRecord(
            int step,
            String resourceId,
            String name,
            StepState state,
            @Nullable String reason,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Integer attempts) {

        /**
         * A step that was not tried more than once.
         *
         * @param step its number, from 1
         * @param resourceId the resource
         * @param name its name
         * @param state how far it has come
         * @param reason why it was skipped or failed, or null
         * @param startedAt when it began, or null
         * @param completedAt when it ended, or null
         */
        public StepRecord(
                int step,
                String resourceId,
                String name,
                StepState state,
                @Nullable String reason,
                @Nullable Instant startedAt,
                @Nullable Instant completedAt) {
            this(step, resourceId, name, state, reason, startedAt, completedAt, null);
        }
    }

    public CascadeRecord {
        requireNonNull(id, "id");
        steps = List.copyOf(steps);
        proposed = List.copyOf(proposed);
    }

    /**
     * A record of a cascade that follows its first plan, of which nobody knows how much longer it takes.
     *
     * @param id the cascade
     * @param resourceId its target
     * @param type start or stop
     * @param status how far it has come
     * @param currentStep the number of the step that began last, 0 if none has
     * @param totalSteps the number of steps in its plan
     * @param completedSteps the number of steps that ended well
     * @param failedStep the number of the step that failed, or null
     * @param errorCode the kind of failure, or null
     * @param errorMessage the failure for people to read, or null
     * @param startedAt when it was admitted
     * @param completedAt when it ended, or null
     * @param steps each step with its state
     * @param proposed what the cascade left running because its stop has to be confirmed
     */
    public CascadeRecord(
            String id,
            String resourceId,
            Action type,
            CascadeStatus status,
            int currentStep,
            int totalSteps,
            int completedSteps,
            @Nullable Integer failedStep,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            Instant startedAt,
            @Nullable Instant completedAt,
            List<StepRecord> steps,
            List<String> proposed) {
        this(
                id,
                resourceId,
                type,
                status,
                currentStep,
                totalSteps,
                completedSteps,
                failedStep,
                errorCode,
                errorMessage,
                startedAt,
                completedAt,
                steps,
                proposed,
                null,
                null);
    }

    /** {@return this record as it is told to who has just asked for the cascade: pending until its first step begins} */
    public CascadeRecord asAdmitted() {
        boolean begun = status != CascadeStatus.IN_PROGRESS || currentStep > 0;
        return begun
                ? this
                : new CascadeRecord(
                        id,
                        resourceId,
                        type,
                        CascadeStatus.PENDING,
                        currentStep,
                        totalSteps,
                        completedSteps,
                        failedStep,
                        errorCode,
                        errorMessage,
                        startedAt,
                        completedAt,
                        steps,
                        proposed,
                        replanned,
                        remainingMillis);
    }
}
