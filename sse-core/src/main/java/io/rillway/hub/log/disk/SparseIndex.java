// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.util.Arrays;

/**
 * Where in a segment to begin looking for a sequence or a time: a point every few kilobytes. One thread adds; any thread
 * looks up, and finds what was added before.
 */
final class SparseIndex {

    private static final int EVERY_BYTES = 4096;

    /** The points; arrays only grow, and are replaced when they do. */
    private static final class Points {
        final long[] sequences;
        final long[] offsets;
        final long[] latest;

        Points(long[] sequences, long[] offsets, long[] latest) {
            this.sequences = sequences;
            this.offsets = offsets;
            this.latest = latest;
        }

        Points grown() {
            int length = sequences.length * 2;
            return new Points(
                    Arrays.copyOf(sequences, length), Arrays.copyOf(offsets, length), Arrays.copyOf(latest, length));
        }
    }

    // Written by the one who adds; a point is in its place before the size says so.
    private volatile Points points = new Points(new long[4], new long[4], new long[4]);
    private volatile int size;
    private volatile long latestMillis = Long.MIN_VALUE;

    /** Adds a record; the latest time counts, so that times are in order though the clock was not. */
    void add(long sequence, long offset, long millis) {
        int count = size;
        long latest = Math.max(latestMillis, millis);
        latestMillis = latest;
        if (count > 0 && offset - points.offsets[count - 1] < EVERY_BYTES) {
            points.latest[count - 1] = latest;
            return;
        }
        if (count == points.sequences.length) {
            points = points.grown();
        }
        points.sequences[count] = sequence;
        points.offsets[count] = offset;
        points.latest[count] = latest;
        size = count + 1;
    }

    /** {@return the latest time of all} */
    long latestMillis() {
        return latestMillis;
    }

    /** {@return the offset to begin at when looking for a sequence, or {@code least}} */
    long offsetOf(long sequence, long least) {
        int count = size;
        Points now = points;
        int found = Arrays.binarySearch(now.sequences, 0, count, sequence);
        int at = found >= 0 ? found : -found - 2;
        return at < 0 ? least : now.offsets[at];
    }

    /** {@return the offset to begin at when looking for a time or a later one, or -1 if there is none} */
    long offsetSince(long millis, long least) {
        int count = size;
        Points now = points;
        if (latestMillis < millis) {
            return -1;
        }
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (now.latest[middle] < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return count == 0 ? least : now.offsets[low];
    }
}
