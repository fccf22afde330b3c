// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.ResourceStatus;
import java.util.EnumMap;
import java.util.Map;

/** How many members of one group stand how, and what that makes of the group. Of the coordinator alone. */
final class Members {

    private final Map<ResourceStatus, Integer> counts = new EnumMap<>(ResourceStatus.class);
    private int all;
    private int active;

    /** So many more of them, or fewer, have this status. */
    void add(int more, ResourceStatus status, boolean areActive) {
        counts.merge(status, more, Integer::sum);
        all += more;
        active += areActive ? more : 0;
    }

    boolean isAnyActive() {
        return active > 0;
    }

    ResourceStatus status() {
        if (count(ResourceStatus.OFFLINE) == all) {
            return ResourceStatus.OFFLINE;
        }
        if (count(ResourceStatus.ONLINE) == all) {
            return ResourceStatus.ONLINE;
        }
        if (count(ResourceStatus.STARTING) > 0) {
            return ResourceStatus.STARTING;
        }
        if (count(ResourceStatus.STOPPING) > 0) {
            return ResourceStatus.STOPPING;
        }
        if (count(ResourceStatus.UNKNOWN) > 0) {
            return ResourceStatus.UNKNOWN;
        }
        return count(ResourceStatus.ONLINE) + count(ResourceStatus.DEGRADED) > 0
                ? ResourceStatus.DEGRADED
                : ResourceStatus.ERROR;
    }

    private int count(ResourceStatus status) {
        return counts.getOrDefault(status, 0);
    }
}
