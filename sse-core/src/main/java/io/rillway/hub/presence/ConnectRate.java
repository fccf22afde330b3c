// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.presence;

import java.util.concurrent.TimeUnit;

/** So many in a second, and as many again in a burst. Guarded by itself. */
final class ConnectRate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long costNanos;

    // The time that has been used up, which runs ahead of the clock by a burst at most.
    private long usedUpNanos;
    private boolean used;

    /** A rate; 0 is no limit. */
    ConnectRate(int perSecond) {
        this.costNanos = perSecond == 0 ? 0 : Math.max(1, SECOND / perSecond);
    }

    /** Takes one; {@return 0 if there was one, or else the nanoseconds until there is} */
    synchronized long take(long nowNanos) {
        if (!used || usedUpNanos - nowNanos < 0) {
            usedUpNanos = nowNanos;
            used = true;
        }
        long ahead = usedUpNanos + costNanos - nowNanos;
        if (ahead > SECOND) {
            return ahead - SECOND;
        }
        usedUpNanos += costNanos;
        return 0;
    }
}
