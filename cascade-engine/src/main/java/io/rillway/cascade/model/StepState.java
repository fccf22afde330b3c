// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a step has come. */
public enum StepState {
    /** It waits for the steps before it. */
    @JsonProperty("pending")
    PENDING,
    /** It is under way, here or in another cascade that this one waits for. */
    @JsonProperty("running")
    RUNNING,
    /** It ended well. */
    @JsonProperty("done")
    DONE,
    /** Nothing had to be done after all; the step says why. */
    @JsonProperty("skipped")
    SKIPPED,
    /** It failed. */
    @JsonProperty("failed")
    FAILED,
    /** It was never begun: the cascade ended before, or what it needs has failed. */
    @JsonProperty("abandoned")
    ABANDONED,
    /** It was done, and undone again because another step failed. */
    @JsonProperty("rolled_back")
    ROLLED_BACK
}
