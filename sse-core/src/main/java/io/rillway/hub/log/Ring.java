// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.port.LogEntry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries by sequence, the oldest of which make room. One thread at a time writes; any thread reads, and finds an
 * entry or nothing where it has been removed meanwhile.
 */
final class Ring {

    private static final int LEAST = 1024;

    /** Entries, and for each the latest time up to it, which is in order though the clock may not have been. */
    private record Slots(AtomicReferenceArray<@Nullable LogEntry> entries, AtomicLongArray latest) {

        static Slots of(int length) {
            return new Slots(new AtomicReferenceArray<>(length), new AtomicLongArray(length));
        }

        int slot(long sequence) {
            return (int) (sequence % latest.length());
        }
    }

    private final int most;

    // Written by the one who writes, read by all. An entry is in its slot before the end moves.
    private volatile Slots slots;
    private volatile long first;
    private volatile long last;

    /** A ring for so many entries, the first of which will be {@code next}. */
    Ring(int most, long next) {
        this.most = most;
        this.slots = Slots.of(Math.min(most, LEAST));
        this.first = next;
        this.last = next - 1;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    boolean isFull() {
        return last - first + 1 == most;
    }

    boolean isEmpty() {
        return last < first;
    }

    @Nullable
    LogEntry get(long sequence) {
        Slots now = slots;
        LogEntry entry = now.entries().get(now.slot(sequence));
        return entry != null && entry.sequence() == sequence ? entry : null;
    }

    /** Adds the next entry to a ring that is not full. */
    void add(LogEntry entry) {
        if (last - first + 1 == slots.latest().length()) {
            grow();
        }
        Slots now = slots;
        int slot = now.slot(entry.sequence());
        long before = isEmpty() ? Long.MIN_VALUE : now.latest().get(now.slot(last));
        now.latest().set(slot, Math.max(before, entry.at().toEpochMilli()));
        now.entries().set(slot, entry);
        last = entry.sequence();
    }

    /** Removes an entry. */
    void remove(long sequence) {
        if (get(sequence) != null) {
            slots.entries().set(slots.slot(sequence), null);
        }
        long oldest = first;
        while (oldest <= last && get(oldest) == null) {
            oldest++;
        }
        first = oldest;
    }

    private void grow() {
        Slots larger = Slots.of((int) Math.min(most, slots.latest().length() * 2L));
        for (long at = first; at <= last; at++) {
            larger.entries().set(larger.slot(at), get(at));
            larger.latest().set(larger.slot(at), slots.latest().get(slots.slot(at)));
        }
        slots = larger;
    }

    /** {@return the first sequence of a time or a later one, the one behind the last if there is none} */
    long since(Instant time) {
        Slots now = slots;
        long millis = millis(time);
        long low = first;
        long high = last + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (now.latest().get(now.slot(middle)) < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long end = last;
        while (low <= end && !isSince(get(low), time)) {
            low++;
        }
        return low;
    }

    private static boolean isSince(@Nullable LogEntry entry, Instant time) {
        return entry != null && !entry.at().isBefore(time);
    }

    /** Milliseconds for comparing, also of times that have none. */
    private static long millis(Instant time) {
        long seconds = Math.max(-(1L << 50), Math.min(1L << 50, time.getEpochSecond()));
        return seconds * 1000 + time.getNano() / 1_000_000;
    }
}
