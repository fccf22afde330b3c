// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan: what a cascade would do now, in which order and why, and what it leaves alone. What the plan says is what runs.
 *
 * @param action start or stop
 * @param resourceId the target
 * @param steps what is to be done; the position in this list, from 1, is the step's number
 * @param skipped what needs no step, and why
 * @param protectedResources what is left running although its last known user stops, and for whom
 * @param needsConfirmation the resources that somebody has to confirm first
 * @param forecast how long it is going to take
 * @param replanned why it is not the plan that was made first, or null if it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
        Action action,
        String resourceId,
        List<Step> steps,
        List<Skipped> skipped,
        @JsonProperty("protected") List<Protected> protectedResources,
        List<String> needsConfirmation,
        Forecast forecast,
        @Nullable String replanned) {

    /**
     * How long a plan is going to take.
     *
     * @param criticalPath the resources of the steps that nothing could make shorter but themselves, in order
     * @param estimatedMillis how long all steps are going to take by what they took before, or null if none of them was ever
     *     carried out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Forecast(
            List<String> criticalPath, @Nullable Long estimatedMillis) {

        /** Of a plan without steps. */
        public static final Forecast NOTHING = new Forecast(List.of(), null);

        public Forecast {
            criticalPath = List.copyOf(criticalPath);
        }
    }

    /** Why a step is in a plan. */
    public enum Cause {
        /** It is what was asked for. */
        @JsonProperty("target")
        TARGET,
        /** Another step's resource needs it; when stopping: it was needed and is not any more. */
        @JsonProperty("dependency")
        DEPENDENCY,
        /** Another step's resource runs on it. */
        @JsonProperty("host")
        HOST,
        /** It needs another step's resource. */
        @JsonProperty("dependent")
        DEPENDENT,
        /** It runs on another step's resource. */
        @JsonProperty("hosted")
        HOSTED
    }

    /**
     * One thing to do.
     *
     * @param resourceId the resource
     * @param name its name
     * @param cause why it is in the plan
     * @param of the resource that is the reason, or null for the target
     * @param after the resources whose steps have to end well before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String resourceId,
            String name,
            Cause cause,
            @Nullable String of,
            List<String> after) {
        public Step {
            after = List.copyOf(after);
        }
    }

    /**
     * A resource that needs no step.
     *
     * @param resourceId the resource
     * @param name its name
     * @param reason why, for people to read
     */
    public record Skipped(String resourceId, String name, String reason) {}

    /**
     * A resource that is left running.
     *
     * @param resourceId the resource
     * @param name its name
     * @param neededBy the active resources that need it; empty where it is left for another reason
     * @param reason why, for people to read
     */
    public record Protected(String resourceId, String name, List<String> neededBy, String reason) {
        public Protected {
            neededBy = List.copyOf(neededBy);
        }
    }

    /**
     * A plan without a forecast.
     *
     * @param action start or stop
     * @param resourceId the target
     * @param steps what is to be done
     * @param skipped what needs no step, and why
     * @param protectedResources what is left running although its last known user stops, and for whom
     * @param needsConfirmation the resources that somebody has to confirm first
     */
    public Plan(
            Action action,
            String resourceId,
            List<Step> steps,
            List<Skipped> skipped,
            List<Protected> protectedResources,
            List<String> needsConfirmation) {
        this(action, resourceId, steps, skipped, protectedResources, needsConfirmation, Forecast.NOTHING, null);
    }

    public Plan {
        requireNonNull(action, "action");
        requireNonNull(resourceId, "resourceId");
        steps = List.copyOf(steps);
        skipped = List.copyOf(skipped);
        protectedResources = List.copyOf(protectedResources);
        needsConfirmation = List.copyOf(needsConfirmation);
        requireNonNull(forecast, "forecast");
    }
}
