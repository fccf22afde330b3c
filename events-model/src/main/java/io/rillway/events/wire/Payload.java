// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/**
 * The payload of an event while its lines come. The last line stays where it stands as long as it can, so that a payload of one
 * line is not copied.
 */
final class Payload {

    private static final byte[] NOTHING = {};

    private final ByteAccumulator bytes = new ByteAccumulator();
    private boolean begun;
    private boolean plain = true;
    private long size;

    // The last line while it stands where it came.
    private byte[] standing = NOTHING;
    private int standingFrom;
    private int standingTo;

    /** {@return whether there is a line, which may be empty} */
    boolean isBegun() {
        return begun;
    }

    /** {@return how many bytes there are, the ends between lines included} */
    long size() {
        return size;
    }

    /** {@return how many there would be with one more line} */
    long sizeWithLine(int length) {
        return size + length + (begun ? 1 : 0);
    }

    /** Adds a line between two places, where it stays until {@link #settle}. */
    void addLine(byte[] source, int from, int to, boolean linePlain) {
        size = sizeWithLine(to - from);
        if (begun) {
            settle();
            bytes.append((byte) '\n');
        }
        begun = true;
        plain &= linePlain;
        if (standing != source) {
            standing = source;
        }
        standingFrom = from;
        standingTo = to;
    }

    /** Adds to the last line the bytes between two places. */
    void extendLine(byte[] source, int from, int to, boolean restPlain) {
        settle();
        size += to - from;
        plain &= restPlain;
        bytes.append(source, from, to);
    }

    /** Takes over the line that stands elsewhere. */
    void settle() {
        if (standingFrom < standingTo) {
            bytes.append(standing, standingFrom, standingTo);
        }
        standing = NOTHING;
        leave();
    }

    /** {@return the text of all lines} */
    String text() {
        if (size == standingTo - standingFrom) {
            return Utf8.decode(standing, standingFrom, standingTo, plain);
        }
        settle();
        return Utf8.decode(bytes.array(), 0, bytes.size(), plain);
    }

    void clear() {
        begun = false;
        plain = true;
        if (size > standingTo - standingFrom) {
            bytes.clear();
        }
        size = 0;
        leave();
    }

    private void leave() {
        standingFrom = 0;
        standingTo = 0;
    }
}
