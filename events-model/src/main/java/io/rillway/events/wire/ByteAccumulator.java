// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.util.Arrays;

/** Bytes that grow at the end; it keeps its array between uses unless that has become large. */
final class ByteAccumulator {

    private static final int FIRST_BYTES = 256;

    /** A longer array is given back after its use. */
    private static final int KEPT_BYTES = 16 << 10;

    /** One for all of a process: there are many streams, and few of them have a long payload under way. */
    private static final Spare SPARE = new Spare();

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    /** Appends the bytes between two places. */
    void append(byte[] source, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void append(byte b) {
        reserve(1);
        bytes[size++] = b;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            byte[] given = bytes;
            bytes = new byte[FIRST_BYTES]; // first, since memory may be short: what is given must not be here any more
            SPARE.give(given);
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = longer(needed);
        }
    }

    private byte[] longer(int needed) {
        byte[] spare = needed > KEPT_BYTES ? SPARE.take(needed) : null;
        if (spare == null) {
            return Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
        System.arraycopy(bytes, 0, spare, 0, size);
        return spare;
    }
}
