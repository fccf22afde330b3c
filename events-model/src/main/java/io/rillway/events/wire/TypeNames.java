// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** Decodes the types of events; a short type is mostly that of the event before, and is then not decoded again. */
final class TypeNames {

    private static final int SHORT_BYTES = 2 * Long.BYTES;

    // The last short one, its bytes as two words.
    private long first;
    private long second;
    private String last = "";

    /** {@return the text between two places with {@link Block#SLACK_BYTES} behind} */
    String decode(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > SHORT_BYTES) {
            return Utf8.decode(bytes, from, length);
        }
        long head = word(bytes, from, length);
        long rest = word(bytes, from + Long.BYTES, length - Long.BYTES);
        if (head != first || rest != second || length != last.length()) {
            String name = Utf8.decode(bytes, from, length);
            if (name.length() < length) {
                return name; // not ASCII
            }
            first = head;
            second = rest;
            last = name;
        }
        return last;
    }

    /** So many bytes of a word, zeros above. */
    private static long word(byte[] bytes, int at, int length) {
        if (length <= 0) {
            return 0;
        }
        long word = Words.at(bytes, at);
        return length >= Long.BYTES ? word : word & ((1L << (length * Byte.SIZE)) - 1);
    }
}
