// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a cascade does. */
public enum Action {
    /** It starts a resource and everything that it needs. */
    @JsonProperty("start")
    START,
    /** It stops a resource, what runs on it, and what nothing else needs. */
    @JsonProperty("stop")
    STOP
}
