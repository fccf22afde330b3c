// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a resource stands, as the engine sees it. */
public enum ResourceStatus {
    /** Nobody has looked yet, or nobody can tell. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** It was ordered to start and is not online yet. */
    @JsonProperty("starting")
    STARTING,
    /** It runs, and its probe is content. */
    @JsonProperty("online")
    ONLINE,
    /** It runs, and its probe is not content. */
    @JsonProperty("degraded")
    DEGRADED,
    /** It was ordered to stop and is not offline yet. */
    @JsonProperty("stopping")
    STOPPING,
    /** It does not run; this was seen, not assumed. */
    @JsonProperty("offline")
    OFFLINE,
    /** It ended badly, or a step on it failed. */
    @JsonProperty("error")
    ERROR;

    /** {@return the name on the wire} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
