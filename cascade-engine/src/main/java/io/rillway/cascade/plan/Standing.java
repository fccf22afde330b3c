// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

/** What a plan goes by: how a resource stood when it was looked at. */
public enum Standing {
    /** It runs and is healthy. */
    ONLINE,
    /** It runs or may run, and is not known to be healthy. */
    ACTIVE,
    /** A job that has ended well since what it needs last started. */
    COMPLETED,
    /** It was seen not to run. */
    OFFLINE;

    /** Whether it needs what it depends on: anything but a confirmed end. */
    public boolean isActive() {
        return this == ONLINE || this == ACTIVE;
    }
}
