// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.nio.ByteBuffer;

/**
 * Cuts bytes into lines at CR, LF and CRLF. They are copied once, into an array of its own where lines are handed on as they
 * stand, and every byte is looked at once, however the stream is cut.
 */
final class LineSplitter {

    /** Takes lines; the array has {@link Block#SLACK_BYTES} behind each. */
    interface Sink {

        /**
         * A line without its end, or the rest of one, between two places; they hold it until {@link #settle}.
         *
         * @param plain whether it is known to be ASCII without NUL
         */
        void line(byte[] bytes, int from, int to, boolean plain);

        /** {@return how long a line that is not finished may become before {@link #part} is asked} */
        int patienceBytes();

        /**
         * What is there of a line that is not finished.
         *
         * @param plain whether it is known to be ASCII without NUL
         * @return whether it was taken over, all of it; what follows comes as the rest
         */
        boolean part(byte[] bytes, int from, int to, boolean plain);

        /** What was handed on is about to change: whoever needs it copies it. */
        void settle();
    }

    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final int NOWHERE = -1;

    /** How much is copied in one go; what is copied and what is made of it stay in the nearest cache. */
    private static final int WINDOW_BYTES = 8 << 10;

    /** A line that is as long already is likely to go on. */
    private static final int LONG_BYTES = 2 * Block.BYTES;

    /** How long the array is at first, which is enough for most streams. */
    private static final int FIRST_BYTES = 2 << 10;

    /** What is moved in a short array is at most this part of it; a larger one is worth its room to a stream that needs it. */
    private static final int OFTEN = 8;

    /** A longer array is given up after the line that needed it. */
    private static final int KEPT_BYTES = 64 << 10;

    /** The byte order mark, which the decoder of a stream drops (Encoding Standard, "UTF-8 decode"). */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Sink sink;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int begin; // of the line that is looked at
    private int end; // of what is there
    private int brake = NOWHERE; // how far the end may go with nothing else to do than to look for lines
    private int behindCr = NOWHERE; // where an LF would belong to the line end before
    private boolean plain = true; // the line that is looked at, so far
    private boolean atStart = true;
    private int markBytes;

    LineSplitter(Sink sink) {
        this.sink = sink;
    }

    /** Takes all bytes; if the sink throws, the buffer's position is behind the end of the line that was handed on. */
    void feed(ByteBuffer source) {
        int length = source.remaining();
        if (length > brake - end) {
            feedByWindows(source);
        } else if (length == Block.BYTES) {
            takeBlock(source);
        } else if (length > 0) {
            take(source, length);
        }
    }

    /** The long way: where there is no room, or much to take, or a line becomes long. */
    private void feedByWindows(ByteBuffer source) {
        if (atStart) {
            skipMark(source);
        }
        for (int left = source.remaining(); left > 0; left = source.remaining()) {
            int length = Math.min(left, WINDOW_BYTES);
            if (length > bytes.length - Block.SLACK_BYTES - end) {
                makeRoom(length);
            }
            setBrake();
            take(source, length);
            if (end - begin >= sink.patienceBytes()) {
                handOnPart();
                setBrake();
            }
        }
    }

    private void setBrake() {
        brake = (int) Math.min(bytes.length - Block.SLACK_BYTES, begin + sink.patienceBytes() - 1L);
    }

    /** A chunk that is one block is looked at on its way; where nothing ends in it, it is not read again from where it was just written. */
    private void takeBlock(ByteBuffer source) {
        int from = source.position();
        int block = end;
        long odd = Block.move(source, from, bytes, block);
        source.position(from + Block.BYTES);
        end = block + Block.BYTES;
        if (odd != 0) {
            handOn(source, bytes, block, odd);
        }
    }

    private void take(ByteBuffer source, int length) {
        int seen = end;
        source.get(bytes, seen, length);
        end = seen + length;
        int last = length > Block.BYTES ? splitBlocks(source, bytes, seen, end) : seen;
        if (!goesOn(bytes, last)) {
            long here = -1L >>> (last - end); // a shift counts modulo 64; what stands behind the end is of former times
            handOn(source, bytes, last, Block.odd(bytes, last) & here);
        }
    }

    /** Splits all blocks but the last, which need not be whole; tells where that begins. */
    private int splitBlocks(ByteBuffer source, byte[] all, int from, int to) {
        int at = from;
        for (; at < to - Block.BYTES; at += Block.BYTES) {
            if (!goesOn(all, at)) {
                handOn(source, all, at, Block.odd(all, at));
            }
        }
        return at;
    }

    /** {@return whether nothing ends in a block}; it is only looked whether a line goes on that is long already */
    private boolean goesOn(byte[] all, int block) {
        return block - begin >= LONG_BYTES && Block.isPlain(all, block);
    }

    /**
     * Hands on the lines that end in a block, of which the bytes are given that are not plain. If the sink throws, what is behind the
     * line that it was told goes back.
     */
    private void handOn(ByteBuffer source, byte[] all, int block, long odd) {
        boolean whole = false;
        try {
            handOn(all, block, odd);
            whole = true;
        } finally {
            if (!whole) {
                source.position(source.position() - (end - begin));
                end = begin;
            }
        }
    }

    private void handOn(byte[] all, int block, long odd) {
        boolean ascii = true;
        for (long left = odd; left != 0; ) {
            int at = block + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            byte each = all[at];
            if (each == LF && at == behindCr) {
                begin = at + 1;
            } else if (each == LF || each == CR) {
                int from = begin;
                boolean linePlain = plain;
                begin = at + 1;
                behindCr = each == CR ? begin : NOWHERE;
                plain = ascii;
                sink.line(all, from, at, linePlain);
            } else {
                plain = false;
                if (each < 0) {
                    ascii = false;
                    left &= ~Block.foreign(all, block);
                }
            }
        }
    }

    private void handOnPart() {
        if (sink.part(bytes, begin, end, plain)) {
            begin = 0;
            end = 0;
            behindCr = NOWHERE;
        }
    }

    /** Moves the line that is not finished to the beginning, of a longer array if need be. */
    private void makeRoom(int length) {
        sink.settle();
        int size = end - begin;
        int needed = Math.addExact(size, length + Block.SLACK_BYTES);
        byte[] next = bytes;
        if (needed > bytes.length || isCramped(size)) {
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

    /** {@return whether lines are so long that much of what comes is moved} */
    private boolean isCramped(int size) {
        return bytes.length < WINDOW_BYTES && size > bytes.length / OFTEN;
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
            plain = markBytes == 0;
        }
    }
}
