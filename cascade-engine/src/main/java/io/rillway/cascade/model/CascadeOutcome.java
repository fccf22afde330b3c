// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

/** How a cascade ended. */
public sealed interface CascadeOutcome {

    /** It reached its target. */
    record Completed() implements CascadeOutcome {}

    /**
     * A step failed; what was started before it stays up.
     *
     * @param step the step's number in the plan, from 1; 0 if it failed while no step was under way
     * @param error why
     */
    record Failed(int step, CascadeError error) implements CascadeOutcome {}

    /**
     * It was cancelled.
     *
     * @param error code {@code CANCELLED}, and who or what cancelled it
     */
    record Cancelled(CascadeError error) implements CascadeOutcome {}
}
