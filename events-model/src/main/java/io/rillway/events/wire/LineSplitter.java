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

        /** A line without its end, between two absolute positions of the buffer. */
        void line(ByteBuffer source, int from, int to);

        /** A line that is not finished has grown; throws if it is too long. */
        void growing(byte[] line, int length);
    }

    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final Sink sink;
    private final ByteAccumulator tail = new ByteAccumulator();
    private boolean afterCr;
    private boolean atStart = true;

    LineSplitter(Sink sink) {
        this.sink = sink;
    }

    /** Takes all bytes; the buffer's position is behind a line's end when the line is handed on. */
    void feed(ByteBuffer source) {
        while (source.hasRemaining()) {
            int from = source.position();
            int end = lineEnd(source, from);
            if (afterCr && end == from && source.get(from) == LF) {
                afterCr = false;
                source.position(from + 1);
            } else if (end == source.limit()) {
                keep(source, from, end);
            } else {
                afterCr = source.get(end) == CR;
                source.position(end + 1);
                finish(source, from, end);
            }
        }
    }

    private static int lineEnd(ByteBuffer source, int from) {
        if (source.hasArray()) {
            int offset = source.arrayOffset();
            return lineEnd(source.array(), offset + from, offset + source.limit()) - offset;
        }
        int at = from;
        int limit = source.limit();
        while (at < limit && source.get(at) != LF && source.get(at) != CR) {
            at++;
        }
        return at;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != LF && bytes[at] != CR) {
            at++;
        }
        return at;
    }

    private void keep(ByteBuffer source, int from, int end) {
        afterCr = false;
        source.position(end);
        tail.append(source, from, end);
        sink.growing(tail.array(), tail.size());
    }

    private void finish(ByteBuffer source, int from, int end) {
        if (tail.size() == 0) {
            hand(source, from, end);
            return;
        }
        tail.append(source, from, end);
        ByteBuffer line = ByteBuffer.wrap(tail.array(), 0, tail.size());
        int length = tail.size();
        tail.clear();
        hand(line, 0, length);
    }

    private void hand(ByteBuffer source, int from, int to) {
        int start = atStart && beginsWithMark(source, from, to) ? from + 3 : from;
        atStart = false;
        sink.line(source, start, to);
    }

    /** Whether the stream begins with a byte order mark, which its decoder drops (Encoding Standard, "UTF-8 decode"). */
    private static boolean beginsWithMark(ByteBuffer source, int from, int to) {
        return to - from >= 3
                && source.get(from) == (byte) 0xEF
                && source.get(from + 1) == (byte) 0xBB
                && source.get(from + 2) == (byte) 0xBF;
    }
}
