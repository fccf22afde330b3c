// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.nio.ByteBuffer;

/** Sixty-four bytes that are looked at together, as eight words; the array has {@link #SLACK_BYTES} behind its content. */
final class Block {

    /** How many bytes a block has. */
    static final int BYTES = 8 * Long.BYTES;

    /** How many bytes behind its content an array has, so that a block may be read from any place of it. */
    static final int SLACK_BYTES = BYTES;

    private static final int SECOND = Long.BYTES;
    private static final int THIRD = 2 * Long.BYTES;
    private static final int FOURTH = 3 * Long.BYTES;
    private static final int FIFTH = 4 * Long.BYTES;
    private static final int SIXTH = 5 * Long.BYTES;
    private static final int SEVENTH = 6 * Long.BYTES;
    private static final int EIGHTH = 7 * Long.BYTES;

    private static final long BEHIND_CR = Words.ONES * ('\r' + 1);

    private Block() {}

    /** {@return whether a block is plain: ASCII behind CR and nothing else} */
    static boolean isPlain(byte[] bytes, int at) {
        long front =
                marked(bytes, at) | marked(bytes, at + SECOND) | marked(bytes, at + THIRD) | marked(bytes, at + FOURTH);
        long back = marked(bytes, at + FIFTH)
                | marked(bytes, at + SIXTH)
                | marked(bytes, at + SEVENTH)
                | marked(bytes, at + EIGHTH);
        return ((front | back) & Words.HIGHS) == 0;
    }

    /** {@return a bit for each byte of a block that is not plain, the first byte lowest}; there may be one too much behind such a byte */
    static long odd(byte[] bytes, int at) {
        return odd(
                row(Words.at(bytes, at), 7)
                        | row(Words.at(bytes, at + SECOND), 6)
                        | row(Words.at(bytes, at + THIRD), 5)
                        | row(Words.at(bytes, at + FOURTH), 4),
                row(Words.at(bytes, at + FIFTH), 3)
                        | row(Words.at(bytes, at + SIXTH), 2)
                        | row(Words.at(bytes, at + SEVENTH), 1)
                        | row(Words.at(bytes, at + EIGHTH), 0));
    }

    /** Copies a block out of a buffer, and looks at it as {@link #odd(byte[], int)} does. */
    static long move(ByteBuffer source, int from, byte[] bytes, int to) {
        return odd(
                row(Words.move(source, from, bytes, to), 7)
                        | row(Words.move(source, from + SECOND, bytes, to + SECOND), 6)
                        | row(Words.move(source, from + THIRD, bytes, to + THIRD), 5)
                        | row(Words.move(source, from + FOURTH, bytes, to + FOURTH), 4),
                row(Words.move(source, from + FIFTH, bytes, to + FIFTH), 3)
                        | row(Words.move(source, from + SIXTH, bytes, to + SIXTH), 2)
                        | row(Words.move(source, from + SEVENTH, bytes, to + SEVENTH), 1)
                        | row(Words.move(source, from + EIGHTH, bytes, to + EIGHTH), 0));
    }

    private static long odd(long front, long back) {
        long square = front | back;
        return square == 0 ? 0 : Words.transposed(square);
    }

    /** A bit of each byte of a word, so many places below the highest. */
    private static long row(long word, int places) {
        return (marked(word) & Words.HIGHS) >>> places;
    }

    /** {@return a bit for each byte of a block that is not ASCII, the first byte lowest} */
    static long foreign(byte[] bytes, int at) {
        long square = 0;
        for (int word = 0; word < Long.BYTES; word++) {
            square |= (Words.at(bytes, at + word * Long.BYTES) & Words.HIGHS) >>> (Long.BYTES - 1 - word);
        }
        return Words.transposed(square);
    }

    /** The high bit is set in what is not ASCII, and in what is not above CR: it falls below zero, and may take one from the byte behind. */
    private static long marked(long word) {
        return word | (word - BEHIND_CR);
    }

    private static long marked(byte[] bytes, int at) {
        return marked(Words.at(bytes, at));
    }
}
