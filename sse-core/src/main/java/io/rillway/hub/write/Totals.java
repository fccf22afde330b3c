// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.RoundReport;

/** What a round has done so far. Owned by the thread that walks the rounds. */
final class Totals {

    private int writes;
    private long delivered;
    private long bytes;
    private long dropped;
    private long conflated;
    private long expired;

    void wrote(int moreBytes) {
        writes++;
        bytes += moreBytes;
    }

    void chose(Chunk.Counts counts) {
        delivered += counts.events();
        conflated += counts.conflated();
        expired += counts.expired();
    }

    void dropped(long events) {
        dropped += events;
    }

    /** {@return whether there is nothing to tell} */
    boolean isEmpty() {
        return writes == 0 && dropped == 0 && conflated == 0 && expired == 0;
    }

    RoundReport take() {
        RoundReport report = new RoundReport(writes, delivered, bytes, dropped, conflated, expired);
        writes = 0;
        delivered = 0;
        bytes = 0;
        dropped = 0;
        conflated = 0;
        expired = 0;
        return report;
    }
}
