// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The payload of an event while its lines come. The last line stays where it stands as long as it can, so that a payload of one
 * line is not copied; a large one is decoded piece by piece, so that it is never moved in order to grow.
 */
final class Payload {

    /** How long a piece is at least. */
    static final int PIECE_BYTES = 8 << 10;

    private static final byte[] NOTHING = {};

    private final ByteAccumulator bytes = new ByteAccumulator();
    private final List<String> pieces = new ArrayList<>();
    private boolean begun;
    private long size;

    // The last line while it stands where it came.
    private byte[] standing = NOTHING;
    private int standingFrom;
    private int standingTo;
    private boolean standingPlain;

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
    void addLine(byte[] source, int from, int to, boolean plain) {
        size = sizeWithLine(to - from);
        if (begun) {
            settle();
            bytes.append((byte) '\n');
        }
        begun = true;
        if (standing != source) {
            standing = source;
        }
        standingFrom = from;
        standingTo = to;
        standingPlain = plain;
    }

    /** Adds to the last line the bytes between two places; no character goes on behind them. */
    void extendLine(byte[] source, int from, int to, boolean plain) {
        settle();
        size += to - from;
        append(source, from, to, plain);
    }

    /** Takes over the line that stands elsewhere. */
    void settle() {
        if (standingFrom < standingTo) {
            append(standing, standingFrom, standingTo, standingPlain);
        }
        standing = NOTHING;
        leave();
    }

    /** {@return the text of all lines} */
    String text() {
        if (size == standingTo - standingFrom) {
            return Utf8.decode(standing, standingFrom, standingTo, standingPlain);
        }
        settle();
        if (pieces.isEmpty()) {
            return Utf8.decode(bytes.array(), 0, bytes.size());
        }
        flush();
        return String.join("", pieces);
    }

    void clear() {
        begun = false;
        if (size > standingTo - standingFrom) {
            bytes.clear();
            pieces.clear();
        }
        size = 0;
        leave();
    }

    private void append(byte[] source, int from, int to, boolean plain) {
        if (to - from >= PIECE_BYTES) {
            flush();
            pieces.add(Utf8.decode(source, from, to, plain));
            return;
        }
        bytes.append(source, from, to);
        if (bytes.size() >= PIECE_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (bytes.size() > 0) {
            pieces.add(Utf8.decode(bytes.array(), 0, bytes.size()));
            bytes.clear();
        }
    }

    private void leave() {
        standingFrom = 0;
        standingTo = 0;
    }
}
