// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a cascade has come (requirements S1-30). */
public enum CascadeStatus {
    /** It was admitted and has not begun. */
    @JsonProperty("pending")
    PENDING,
    /** It runs. */
    @JsonProperty("in_progress")
    IN_PROGRESS,
    /** Somebody has to confirm it. */
    @JsonProperty("awaiting_confirmation")
    AWAITING_CONFIRMATION,
    /** It reached its target. */
    @JsonProperty("completed")
    COMPLETED,
    /** A step failed. */
    @JsonProperty("failed")
    FAILED,
    /** Somebody cancelled it, or nobody confirmed it in time. */
    @JsonProperty("cancelled")
    CANCELLED;

    /** {@return whether it has ended} */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
