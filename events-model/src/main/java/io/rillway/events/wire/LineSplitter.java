// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.nio.ByteBuffer;

/**
 * Cuts bytes into lines at CR, LF and CRLF. They are copied once, into an array of its own where lines are handed on as they
 * stand, and every byte is looked at once, however the stream is cut.
 */
final class LineSplitter {

    /** Takes lines; the array has {@link Words#SLACK_BYTES} behind each. */
    interface Sink {

        /**
         * A line without its end, or the rest of one, between two places; they hold it until {@link #settle}.
         *
         * @param ascii whether it is known to be ASCII
         */
        void line(byte[] bytes, int from, int to, boolean ascii);

        /** {@return how long a line that is not finished may become before {@link #part} is asked} */
        int patienceBytes();

        /**
         * What is there of a line that is not finished.
         *
         * @return how much of it need not be kept, since it was taken over; what follows comes as the rest
         */
        int part(byte[] bytes, int from, int to);

        /** What was handed on is about to change: whoever needs it copies it. */
        void settle();
    }

    private static final byte CR = '\r';
    private static final int NOWHERE = -1;

    /** How much is copied in one go. */
    private static final int WINDOW_BYTES = 16 << 10;

    /** How long the array is at first, which is enough for most streams. */
    private static final int FIRST_BYTES = 2 << 10;

    /** A longer array is given up after the line that needed it. */
    private static final int KEPT_BYTES = 64 << 10;

    /** The byte order mark, which the decoder of a stream drops (Encoding Standard, "UTF-8 decode"). */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Sink sink;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int begin; // of the line that is looked at
    private int end; // of what is there
    private int behindCr = NOWHERE; // where an LF would belong to the line end before
    private boolean ascii = true; // the line that is looked at, so far
    private boolean atStart = true;
    private int markBytes;

    LineSplitter(Sink sink) {
        this.sink = sink;
    }

    /** Takes all bytes; if the sink throws, the buffer's position is behind the end of the line that was handed on. */
    void feed(ByteBuffer source) {
        if (atStart) {
            skipMark(source);
        }
        for (int left = source.remaining(); left > 0; left = source.remaining()) {
            int length = Math.min(left, WINDOW_BYTES);
            if (end > bytes.length - Words.SLACK_BYTES - length) {
                makeRoom(length);
            }
            int seen = end;
            source.get(bytes, seen, length);
            end = seen + length;
            take(source, seen);
        }
    }

    private void take(ByteBuffer source, int seen) {
        boolean whole = false;
        try {
            split(seen);
            whole = true;
        } finally {
            if (!whole) {
                source.position(source.position() - (end - begin));
                end = begin;
            }
        }
        if (end - begin >= sink.patienceBytes()) {
            begin += sink.part(bytes, begin, end);
            if (begin == end) {
                begin = 0;
                end = 0;
                behindCr = NOWHERE;
            }
        }
    }

    private void split(int seen) {
        byte[] all = bytes;
        int to = end;
        int at = Block.firstNotPlain(all, seen, to);
        while (at < to) {
            long ends = Block.lineEnds(all, at);
            if (to - at < Block.BYTES) {
                ends &= (1L << (to - at)) - 1;
            }
            handOn(all, at, ends);
            at = Block.firstNotPlain(all, at + Block.BYTES, to);
        }
    }

    /** Hands on the lines that end in a block. */
    private void handOn(byte[] all, int block, long ends) {
        boolean blockIsAscii = Block.isAscii(all, block);
        ascii &= blockIsAscii;
        for (long left = ends; left != 0; left &= left - 1) {
            int lineEnd = block + Long.numberOfTrailingZeros(left);
            int from = begin;
            begin = lineEnd + 1;
            if (all[lineEnd] == CR) {
                behindCr = begin;
            } else if (lineEnd == behindCr) {
                continue;
            }
            boolean lineIsAscii = ascii;
            ascii = blockIsAscii;
            sink.line(all, from, lineEnd, lineIsAscii);
        }
    }

    /** Moves the line that is not finished to the beginning, of a longer array if need be. */
    private void makeRoom(int length) {
        sink.settle();
        int size = end - begin;
        int needed = Math.addExact(size, length + Words.SLACK_BYTES);
        byte[] next = bytes;
        if (needed > bytes.length) {
            next = new byte[(int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L))];
        } else if (bytes.length > KEPT_BYTES && needed <= KEPT_BYTES) {
            next = new byte[KEPT_BYTES];
        }
        System.arraycopy(bytes, begin, next, 0, size);
        behindCr = behindCr == end ? size : NOWHERE;
        bytes = next;
        begin = 0;
        end = size;
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
            System.arraycopy(MARK, 0, bytes, 0, markBytes);
            end = markBytes;
            ascii = markBytes == 0;
        }
    }
}
