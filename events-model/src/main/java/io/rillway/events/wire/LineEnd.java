// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the next CR or LF, eight bytes at a time. */
final class LineEnd {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LFS = ONES * '\n';
    private static final long CRS = ONES * '\r';

    private LineEnd() {}

    /** {@return where the next line end is between two places; the second one if there is none} */
    static int find(byte[] bytes, int from, int to) {
        int at = from;
        for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            long ends = zeros(word ^ LFS) | zeros(word ^ CRS);
            if (ends != 0) {
                return at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            }
        }
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** The high bit of the lowest byte that is zero; above it bits may be wrong, which does not matter here. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
