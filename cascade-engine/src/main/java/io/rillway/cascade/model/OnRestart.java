// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a cascade that was under way when its engine ended, once reality was looked at. */
public enum OnRestart {
    /** It goes on with what is left to be done, unless it has stood still for more than an hour. */
    @JsonProperty("resume")
    RESUME,
    /** It ends: as completed if nothing is left to be done, else as failed with {@code INTERRUPTED}. */
    @JsonProperty("fail")
    FAIL
}
