// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.util.ArrayList;
import java.util.List;

/** The sequences of the entries about one topic, in order, in a circle. Guarded by itself. */
final class Postings {

    private static final int LEAST = 2;

    private long[] circle = new long[LEAST];
    private int head;
    private int size;

    /** Adds the newest; an event that names its topic twice is about it once. */
    synchronized void add(long sequence) {
        if (size > 0 && circle[slot(size - 1)] == sequence) {
            return;
        }
        if (size == circle.length) {
            resize(size * 2);
        }
        circle[slot(size)] = sequence;
        size++;
    }

    /** Drops what is not greater than a sequence; {@return whether none is left} */
    synchronized boolean removeUpTo(long sequence) {
        int gone = indexOf(sequence + 1);
        head = slot(gone);
        size -= gone;
        while (circle.length > LEAST && size < circle.length / 4) {
            resize(circle.length / 2);
        }
        return size == 0;
    }

    /** {@return the first sequences from one on} */
    synchronized List<Long> from(long least, int most) {
        int begin = indexOf(least);
        return copy(begin, (int) Math.min(size, (long) begin + most));
    }

    /** {@return the last sequences up to one, in order} */
    synchronized List<Long> upTo(long greatest, int most) {
        int end = indexOf(greatest + 1);
        return copy(Math.max(0, end - most), end);
    }

    /** The index of the first sequence that is not less. */
    private int indexOf(long least) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (circle[slot(middle)] < least) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Long> copy(int begin, int end) {
        List<Long> sequences = new ArrayList<>(end - begin);
        for (int i = begin; i < end; i++) {
            sequences.add(circle[slot(i)]);
        }
        return sequences;
    }

    private void resize(int length) {
        long[] other = new long[length];
        for (int i = 0; i < size; i++) {
            other[i] = circle[slot(i)];
        }
        circle = other;
        head = 0;
    }

    private int slot(int index) {
        return (head + index) & (circle.length - 1);
    }
}
