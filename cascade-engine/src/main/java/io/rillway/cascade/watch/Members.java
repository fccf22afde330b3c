// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.ResourceStatus;
import java.util.List;

/** What the statuses of its members make of a group. */
final class Members {

    private Members() {}

    static ResourceStatus status(List<ResourceStatus> members) {
        if (members.isEmpty() || all(members, ResourceStatus.OFFLINE)) {
            return ResourceStatus.OFFLINE;
        }
        if (all(members, ResourceStatus.ONLINE)) {
            return ResourceStatus.ONLINE;
        }
        for (ResourceStatus leading :
                List.of(ResourceStatus.STARTING, ResourceStatus.STOPPING, ResourceStatus.UNKNOWN)) {
            if (members.contains(leading)) {
                return leading;
            }
        }
        return members.contains(ResourceStatus.ONLINE) || members.contains(ResourceStatus.DEGRADED)
                ? ResourceStatus.DEGRADED
                : ResourceStatus.ERROR;
    }

    private static boolean all(List<ResourceStatus> members, ResourceStatus status) {
        return members.stream().allMatch(status::equals);
    }
}
