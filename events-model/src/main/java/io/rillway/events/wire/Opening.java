// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/**
 * How a line begins where it is written as nearly all servers do: a field's name, a colon and a space.
 *
 * @param text the beginning as a word, zeros above
 * @param mask the bytes of a word that count
 * @param length how many they are
 */
record Opening(long text, long mask, int length) {

    /** {@return the opening of a field} */
    static Opening of(String name) {
        String line = name + ": ";
        long word = 0;
        for (int at = line.length(); at-- > 0; ) {
            word = (word << Byte.SIZE) | line.charAt(at);
        }
        return new Opening(word, (1L << (line.length() * Byte.SIZE)) - 1, line.length());
    }

    /** {@return whether a line begins so whose first bytes are this word; what stands behind its end is no part of an opening} */
    boolean opens(long word) {
        return (word & mask) == text;
    }
}
