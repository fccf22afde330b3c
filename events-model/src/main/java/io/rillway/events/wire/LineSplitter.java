// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.nio.ByteBuffer;

/**
 * Cuts bytes into lines at CR, LF and CRLF, and hands each on where it stands; only a line that spans buffers is copied.
 * Every byte is looked at once, however the stream is cut.
 */
final class LineSplitter {

    /** Takes lines, and says how long an unfinished one may become. */
    interface Sink {

        /** A line without its end, between two places; they hold it until {@link #settle}. */
        void line(byte[] bytes, int from, int to);

        /** A line that is not finished has grown; throws if it is too long. */
        void growing(byte[] line, int length);

        /** What was handed on is about to change: whoever needs it copies it. */
        void settle();
    }

    private static final byte LF = '\n';
    private static final byte CR = '\r';

    /** How much of a buffer without an array is looked at in one go. */
    private static final int WINDOW_BYTES = 16 << 10;

    private static final byte[] NOTHING = {};

    /** The byte order mark, which the decoder of a stream drops (Encoding Standard, "UTF-8 decode"). */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Sink sink;
    private final ByteAccumulator tail = new ByteAccumulator();
    private byte[] window = NOTHING;
    private boolean afterCr;
    private boolean atStart = true;
    private int markBytes;

    LineSplitter(Sink sink) {
        this.sink = sink;
    }

    /** Takes all bytes; the buffer's position is behind a line's end when the line is handed on. */
    void feed(ByteBuffer source) {
        if (atStart) {
            skipMark(source);
        }
        try {
            if (source.hasArray()) {
                int offset = source.arrayOffset();
                split(source, source.array(), offset + source.position(), offset + source.limit());
            } else {
                splitByWindows(source);
            }
        } finally {
            sink.settle();
        }
    }

    private void splitByWindows(ByteBuffer source) {
        while (source.hasRemaining()) {
            int length = Math.min(source.remaining(), WINDOW_BYTES);
            if (window.length < length) {
                window = new byte[length];
            }
            sink.settle();
            source.get(source.position(), window, 0, length);
            split(source, window, 0, length);
        }
    }

    /** The bytes between two places are the next ones of the buffer. */
    private void split(ByteBuffer source, byte[] bytes, int from, int to) {
        int shift = source.position() - from;
        int at = from;
        while (at < to) {
            if (afterCr) {
                afterCr = false;
                if (bytes[at] == LF) {
                    source.position(++at + shift);
                    continue;
                }
            }
            int end = LineEnd.find(bytes, at, to);
            if (end == to) {
                source.position(to + shift);
                keep(bytes, at, to);
                return;
            }
            afterCr = bytes[end] == CR;
            source.position(end + 1 + shift);
            finish(bytes, at, end);
            at = end + 1;
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        sink.settle();
        tail.append(bytes, from, to);
        sink.growing(tail.array(), tail.size());
    }

    private void finish(byte[] bytes, int from, int end) {
        if (tail.size() == 0) {
            sink.line(bytes, from, end);
            return;
        }
        sink.settle();
        tail.append(bytes, from, end);
        byte[] line = tail.array();
        int length = tail.size();
        tail.clear();
        sink.line(line, 0, length);
    }

    /** Drops the mark before lines are measured; what only began like one belongs to the first line. */
    private void skipMark(ByteBuffer source) {
        int at = source.position();
        while (at < source.limit() && markBytes < MARK.length && source.get(at) == MARK[markBytes]) {
            at++;
            markBytes++;
        }
        atStart = at == source.limit() && markBytes < MARK.length;
        source.position(at);
        if (!atStart && markBytes < MARK.length) {
            tail.append(MARK, 0, markBytes);
        }
    }
}
