// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alarms that have not rung, the earliest first, and of two at the same time the one that was set first. A cancelled one
 * is gone at once: most alarms are limits that are never reached, and must not be kept until their time has come. Limits of the
 * same length stand in a queue, everything else in a heap. Of whoever has the turn.
 */
final class Alarms {

    private static final int MOST_QUEUES = 8;

    private final List<Limits> limits = new ArrayList<>();
    private @Nullable Entry[] heap = new @Nullable Entry[64];
    private int size;
    private long set;

    Alarm add(long atNanos, Runnable message) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        Entry entry = new Entry(this, atNanos, set++, message);
        raise(entry, size++);
        return entry;
    }

    /** Adds one that is probably going to be cancelled. */
    Alarm addLimit(long nowNanos, long delayNanos, Runnable message) {
        for (Limits known : limits) {
            if (known.delayNanos() == delayNanos) {
                return known.add(nowNanos, set++, message);
            }
        }
        if (limits.size() == MOST_QUEUES) {
            return add(nowNanos + delayNanos, message);
        }
        Limits made = new Limits(delayNanos);
        limits.add(made);
        return made.add(nowNanos, set++, message);
    }

    /** When the first one rings, or that far away if there is none. */
    long firstAt(long otherwise) {
        Entry first = heap[0];
        Limits.Entry limit = firstLimit();
        if (limit == null || (first != null && !limit.isBefore(first.atNanos, first.number))) {
            return first == null ? otherwise : first.atNanos;
        }
        return limit.atNanos();
    }

    /** Takes the first one, if its time has come. */
    @Nullable
    Runnable takeDue(long nowNanos) {
        Entry first = heap[0];
        Limits.Entry limit = firstLimit();
        if (limit != null
                && limit.atNanos() - nowNanos <= 0
                && (first == null || limit.isBefore(first.atNanos, first.number))) {
            return limit.take();
        }
        if (first == null || first.atNanos - nowNanos > 0) {
            return null;
        }
        remove(first);
        return first.message;
    }

    private Limits.@Nullable Entry firstLimit() {
        Limits.Entry found = null;
        for (int i = 0; i < limits.size(); i++) {
            Limits some = limits.get(i);
            if (!some.isEmpty() && (found == null || some.first().isBefore(found.atNanos(), found.number()))) {
                found = some.first();
            }
        }
        return found;
    }

    private void remove(Entry entry) {
        int place = entry.place;
        if (place < 0) {
            return;
        }
        entry.place = -1;
        Entry last = heap[--size];
        heap[size] = null;
        if (last != null && last != entry) {
            raise(last, place);
            if (last.place == place) {
                lower(last, place);
            }
        }
    }

    /** Up from a free place, to behind those that are earlier. */
    private void raise(Entry entry, int from) {
        int place = from;
        while (place > 0) {
            Entry above = heap[(place - 1) >>> 1];
            if (above == null || !entry.isBefore(above)) {
                break;
            }
            put(above, place);
            place = (place - 1) >>> 1;
        }
        put(entry, place);
    }

    /** Down from a free place, to before those that are later. */
    private void lower(Entry entry, int from) {
        int place = from;
        for (Entry below = earlierBelow(place); below != null && below.isBefore(entry); below = earlierBelow(place)) {
            int free = below.place;
            put(below, place);
            place = free;
        }
        put(entry, place);
    }

    private @Nullable Entry earlierBelow(int place) {
        int left = 2 * place + 1;
        if (left >= size) {
            return null;
        }
        Entry one = heap[left];
        Entry other = left + 1 < size ? heap[left + 1] : null;
        return one != null && other != null && other.isBefore(one) ? other : one;
    }

    private void put(Entry entry, int place) {
        heap[place] = entry;
        entry.place = place;
    }

    private static final class Entry implements Alarm {

        private final Alarms alarms;
        private final long atNanos;
        private final long number;
        private final Runnable message;
        private int place;

        private Entry(Alarms alarms, long atNanos, long number, Runnable message) {
            this.alarms = alarms;
            this.atNanos = atNanos;
            this.number = number;
            this.message = message;
        }

        private boolean isBefore(Entry other) {
            long later = other.atNanos - atNanos;
            return later > 0 || (later == 0 && number < other.number);
        }

        @Override
        public void cancel() {
            alarms.remove(this);
        }
    }
}
