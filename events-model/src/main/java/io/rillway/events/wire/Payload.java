// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.util.ArrayList;
import java.util.List;

/** The payload of an event while it comes; a large one is decoded piece by piece, so that it is never moved in order to grow. */
final class Payload {

    /** How long a piece is at least. */
    static final int PIECE_BYTES = 16 << 10;

    private final ByteAccumulator bytes = new ByteAccumulator();
    private final List<String> pieces = new ArrayList<>();
    private long size;

    long size() {
        return size;
    }

    /** Appends the bytes between two places; no character goes on behind them. */
    void append(byte[] source, int from, int to) {
        size += to - from;
        if (to - from >= PIECE_BYTES) {
            flush();
            pieces.add(Utf8.decode(source, from, to - from));
            return;
        }
        bytes.append(source, from, to);
        if (bytes.size() >= PIECE_BYTES) {
            flush();
        }
    }

    void appendLineEnd() {
        size++;
        bytes.append((byte) '\n');
    }

    private void flush() {
        if (bytes.size() > 0) {
            pieces.add(Utf8.decode(bytes.array(), 0, bytes.size()));
            bytes.clear();
        }
    }

    String text() {
        if (pieces.isEmpty()) {
            return Utf8.decode(bytes.array(), 0, bytes.size());
        }
        flush();
        return String.join("", pieces);
    }

    void clear() {
        size = 0;
        bytes.clear();
        if (!pieces.isEmpty()) {
            pieces.clear();
        }
    }
}
