// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import java.util.Arrays;

/**
 * How many ways there are of each length, in milliseconds. There are few lengths and may be many ways, so that the lengths stay
 * near where the steps they belong to do not. Of the coordinator alone.
 */
final class Ways {

    // Upwards, each once, and how many there are of each.
    private long[] lengths = {};
    private int[] counts = {};

    // Behind the longest of which there are any.
    private int end;

    /** Adds ways of these lengths. */
    void add(long[] more) {
        long[] added = more.clone();
        Arrays.sort(added);
        long[] merged = new long[lengths.length + added.length];
        int[] sums = new int[merged.length];
        int size = 0;
        int known = 0;
        for (int next = 0; known < lengths.length || next < added.length; ) {
            boolean old = next == added.length || (known < lengths.length && lengths[known] <= added[next]);
            long length = old ? lengths[known] : added[next];
            if (size == 0 || merged[size - 1] != length) {
                merged[size++] = length;
            }
            sums[size - 1] += old ? counts[known++] : 1;
            next += old ? 0 : 1;
        }
        lengths = Arrays.copyOf(merged, size);
        counts = Arrays.copyOf(sums, size);
        end = size;
    }

    /** Takes one of this length away, which was added. */
    void remove(long length) {
        boolean isLongest = end > 0 && lengths[end - 1] == length;
        counts[isLongest ? end - 1 : Arrays.binarySearch(lengths, length)]--;
    }

    /** The length of the longest one, or 0 if there is none. */
    long longest() {
        while (end > 0 && counts[end - 1] == 0) {
            end--;
        }
        return end == 0 ? 0 : lengths[end - 1];
    }
}
