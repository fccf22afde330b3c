// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Eight bytes of an array at once, the first one lowest. */
final class Words {

    /** A word whose bytes are 1. */
    static final long ONES = 0x0101010101010101L;

    /** A word whose bytes have their highest bit alone. */
    static final long HIGHS = 0x8080808080808080L;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle BUFFERED =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long at(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    /** {@return a word of a buffer}, which is copied into an array */
    static long move(ByteBuffer source, int from, byte[] bytes, int to) {
        long word = (long) BUFFERED.get(source, from);
        WORDS.set(bytes, to, word);
        return word;
    }

    /** {@return the high bit of the lowest byte that is zero}; above it bits may be wrong */
    static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** {@return a square of eight times eight bits, whose rows are bytes, with rows and columns changed} */
    static long transposed(long square) {
        long pairs = swapped(square, 0x00AA00AA00AA00AAL, 7);
        return swapped(swapped(pairs, 0x0000CCCC0000CCCCL, 14), 0x00000000F0F0F0F0L, 28);
    }

    /** Changes the bits of a mask with those so many places above. */
    private static long swapped(long word, long mask, int places) {
        long differing = (word ^ (word >>> places)) & mask;
        return word ^ differing ^ (differing << places);
    }

    /** {@return whether a byte between two places is zero} */
    static boolean hasZero(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at += Long.BYTES) {
            long zeros = zeros(at(bytes, at));
            if (zeros != 0 && at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE < to) {
                return true;
            }
        }
        return false;
    }
}
