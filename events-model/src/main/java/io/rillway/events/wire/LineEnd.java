// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** Finds the next CR or LF, eight bytes at a time, and thirty-two where none is near. */
final class LineEnd {

    private static final int BLOCK_BYTES = 4 * Long.BYTES;
    private static final long LFS = Words.ONES * '\n';
    private static final long CRS = Words.ONES * '\r';
    private static final long BEHIND_CR = Words.ONES * ('\r' + 1);

    private LineEnd() {}

    /**
     * {@return where the next line end is between two places; the second one if there is none}; {@link Words#SLACK_BYTES} behind
     * it are read too
     */
    static int find(byte[] bytes, int from, int to) {
        int near = Math.min(to, from + BLOCK_BYTES);
        int end = findByWords(bytes, from, near);
        return end < near || near == to ? end : findFar(bytes, near, to);
    }

    private static int findFar(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + BLOCK_BYTES <= to && !hasLow(bytes, at)) {
                at += BLOCK_BYTES;
                continue;
            }
            int near = Math.min(to, at + BLOCK_BYTES);
            int end = findByWords(bytes, at, near);
            if (end < near) {
                return end;
            }
            at = near;
        }
        return to;
    }

    private static int findByWords(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at += Long.BYTES) {
            long word = Words.at(bytes, at);
            if (low(word) != 0) {
                long ends = Words.zeros(word ^ LFS) | Words.zeros(word ^ CRS);
                if (ends != 0) {
                    return Math.min(to, at + Long.numberOfTrailingZeros(ends) / Byte.SIZE);
                }
            }
        }
        return to;
    }

    private static boolean hasLow(byte[] bytes, int at) {
        return (low(Words.at(bytes, at))
                        | low(Words.at(bytes, at + Long.BYTES))
                        | low(Words.at(bytes, at + 2 * Long.BYTES))
                        | low(Words.at(bytes, at + 3 * Long.BYTES)))
                != 0;
    }

    /** The high bit of the lowest byte up to CR; above it bits may be wrong, which does not matter here. */
    private static long low(long word) {
        return (word - BEHIND_CR) & ~word & Words.HIGHS;
    }
}
