// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.util.ArrayList;
import java.util.List;

/** Records that are read at once: so many, and about so many bytes. */
final class Page {

    private static final long MOST_BYTES = 1 << 20;

    private final List<Stored> records = new ArrayList<>();
    private final int most;
    private long bytes;
    private long lost;

    Page(int most) {
        this.most = most;
    }

    boolean isFull() {
        return records.size() >= most || bytes >= MOST_BYTES;
    }

    boolean isSingle() {
        return most == 1;
    }

    void add(Stored stored) {
        records.add(stored);
        bytes += stored.bytes();
    }

    /** Notes that records up to a sequence could not be read. */
    void lose(long sequence) {
        lost = Math.max(lost, sequence);
    }

    List<Stored> records() {
        return records;
    }

    /** {@return the last sequence that could not be read, 0 if there is none} */
    long lost() {
        return lost;
    }
}
