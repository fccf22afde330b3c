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

    /** The byte order mark, which the decoder of a stream drops (Encoding Standard, "UTF-8 decode"). */
    private static final ByteBuffer MARK =
            ByteBuffer.wrap(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}).asReadOnlyBuffer();

    private final Sink sink;
    private final ByteAccumulator tail = new ByteAccumulator();
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
            sink.line(source, from, end);
            return;
        }
        tail.append(source, from, end);
        ByteBuffer line = ByteBuffer.wrap(tail.array(), 0, tail.size());
        int length = tail.size();
        tail.clear();
        sink.line(line, 0, length);
    }

    /** Drops the mark before lines are measured; what only began like one belongs to the first line. */
    private void skipMark(ByteBuffer source) {
        int at = source.position();
        while (at < source.limit() && markBytes < MARK.limit() && source.get(at) == MARK.get(markBytes)) {
            at++;
            markBytes++;
        }
        atStart = at == source.limit() && markBytes < MARK.limit();
        source.position(at);
        if (!atStart && markBytes < MARK.limit()) {
            tail.append(MARK, 0, markBytes);
        }
    }
}
