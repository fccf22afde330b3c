// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** Thirty-two bytes that are looked at together, as four words; the array has {@link Words#SLACK_BYTES} behind its content. */
final class Block {

    /** How many bytes a block has. */
    static final int BYTES = 4 * Long.BYTES;

    private static final int SECOND = Long.BYTES;
    private static final int THIRD = 2 * Long.BYTES;
    private static final int FOURTH = 3 * Long.BYTES;

    private static final long LFS = Words.ONES * '\n';
    private static final long CRS = Words.ONES * '\r';
    private static final long BEHIND_CR = Words.ONES * ('\r' + 1);
    private static final long LOW_BITS = ~Words.HIGHS;

    /** Brings the high bit of each byte into the highest byte, that of the lowest byte lowest. */
    private static final long GATHER = 0x0002040810204081L;

    private static final int HIGHEST_BYTE = Long.SIZE - Byte.SIZE;

    private Block() {}

    /**
     * {@return where the first block begins, counted in blocks from a place, that is not plain; the second place or one behind
     * it if all are} A plain block has neither line ends nor anything but ASCII.
     */
    static int firstNotPlain(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isPlain(bytes, at)) {
            at += BYTES;
        }
        return at;
    }

    /** Bytes up to CR fall below zero, others have their high bit anyway. */
    private static boolean isPlain(byte[] bytes, int at) {
        long first = Words.at(bytes, at);
        long second = Words.at(bytes, at + SECOND);
        long third = Words.at(bytes, at + THIRD);
        long fourth = Words.at(bytes, at + FOURTH);
        long front = (first | (first - BEHIND_CR)) | (second | (second - BEHIND_CR));
        long back = (third | (third - BEHIND_CR)) | (fourth | (fourth - BEHIND_CR));
        return ((front | back) & Words.HIGHS) == 0;
    }

    /** {@return whether a block is ASCII} */
    static boolean isAscii(byte[] bytes, int at) {
        long all = Words.at(bytes, at)
                | Words.at(bytes, at + SECOND)
                | Words.at(bytes, at + THIRD)
                | Words.at(bytes, at + FOURTH);
        return (all & Words.HIGHS) == 0;
    }

    /** {@return a bit for each CR and LF of a block, the first byte lowest} */
    static long lineEnds(byte[] bytes, int at) {
        return lineEnds(Words.at(bytes, at))
                | lineEnds(Words.at(bytes, at + SECOND)) << SECOND
                | lineEnds(Words.at(bytes, at + THIRD)) << THIRD
                | lineEnds(Words.at(bytes, at + FOURTH)) << FOURTH;
    }

    private static long lineEnds(long word) {
        long neither = others(word ^ LFS) & others(word ^ CRS);
        return ((~neither & Words.HIGHS) * GATHER) >>> HIGHEST_BYTE;
    }

    /** The high bit of each byte that is not zero. */
    private static long others(long word) {
        return ((word & LOW_BITS) + LOW_BITS) | word;
    }
}
