// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.port.LogEntry;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Entries by sequence, the oldest of which make room. One thread at a time writes; any thread reads, and finds an entry or
 * nothing where it has been evicted meanwhile.
 */
final class Ring {

    private static final int LEAST = 1024;

    private final int most;

    // Written by the one who writes, read by all. An entry is in its slot before the end moves.
    private volatile AtomicReferenceArray<@Nullable LogEntry> slots;
    private volatile long first = 1;
    private volatile long last;

    Ring(int most) {
        this.most = most;
        this.slots = new AtomicReferenceArray<>(Math.min(most, LEAST));
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    long size() {
        return last - first + 1;
    }

    @Nullable
    LogEntry oldest() {
        return size() == 0 ? null : get(first);
    }

    @Nullable
    LogEntry get(long sequence) {
        AtomicReferenceArray<@Nullable LogEntry> now = slots;
        LogEntry entry = now.get(slot(sequence, now));
        return entry != null && entry.sequence() == sequence ? entry : null;
    }

    void add(LogEntry entry) {
        if (size() == slots.length()) {
            grow();
        }
        slots.set(slot(entry.sequence(), slots), entry);
        last = entry.sequence();
    }

    void removeOldest() {
        long oldest = first;
        first = oldest + 1;
        slots.set(slot(oldest, slots), null);
    }

    private void grow() {
        AtomicReferenceArray<@Nullable LogEntry> larger =
                new AtomicReferenceArray<>((int) Math.min(most, slots.length() * 2L));
        for (long at = first; at <= last; at++) {
            larger.set(slot(at, larger), get(at));
        }
        slots = larger;
    }

    private static int slot(long sequence, AtomicReferenceArray<?> slots) {
        return (int) (sequence % slots.length());
    }
}
