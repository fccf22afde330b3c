// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.SubscriberSnapshot.Progress;
import java.util.concurrent.atomic.AtomicLongArray;

/** What became of a stream, in numbers: written by its shard, the bytes in flight by the write's completion too; read by any. */
final class Tally {

    /** What is counted. */
    enum Count {
        DELIVERED(0),
        GAPS(1),
        DROPPED(2),
        CONFLATED(3),
        EXPIRED(4),
        IN_FLIGHT(5),
        CURSOR(6);

        private final int slot;

        Count(int slot) {
            this.slot = slot;
        }
    }

    /** Stands for the cursor of whoever has everything. */
    private static final long LIVE = -1;

    private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);

    void add(Count count, long more) {
        if (more != 0) {
            counts.setRelease(count.slot, counts.getPlain(count.slot) + more);
        }
    }

    void set(Count count, long now) {
        counts.setRelease(count.slot, now);
    }

    void cursor(long cursor, boolean live) {
        set(Count.CURSOR, live ? LIVE : cursor);
    }

    private long get(Count count) {
        return counts.getAcquire(count.slot);
    }

    /** {@return the numbers}, where the log ends at a place */
    Progress progress(long end) {
        long cursor = get(Count.CURSOR);
        return new Progress(
                cursor == LIVE ? 0 : Math.max(0, end - cursor),
                get(Count.IN_FLIGHT),
                get(Count.DELIVERED),
                get(Count.GAPS),
                get(Count.DROPPED),
                get(Count.CONFLATED),
                get(Count.EXPIRED));
    }
}
