// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a cascade does once a step has failed that it cannot do without. */
public enum OnFailure {
    /** No further step begins; those under way end within their own limits. What a start does unless it is told otherwise. */
    @JsonProperty("fail-fast")
    FAIL_FAST,
    /** Whatever does not need the failed step goes on. What a stop does unless it is told otherwise. */
    @JsonProperty("continue")
    CONTINUE,
    /**
     * As {@link #FAIL_FAST}; then what this cascade has done is undone, the last first, except where another cascade or an
     * active resource counts on it.
     */
    @JsonProperty("rollback")
    ROLLBACK
}
