// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Walks the records of a segment in order; what is broken is stepped over, up to the next record that is whole. */
final class RecordScan {

    private static final long MOST_AHEAD = 1L << 40;

    private final SegmentFile file;
    private final long end;
    private byte[] bytes;
    private ByteBuffer buffer;
    private long bufferAt;
    private long expected;
    private long offset;
    private int size;
    private boolean broken;

    /**
     * A scan that stands before the first record.
     *
     * @param file the file
     * @param from where a record begins
     * @param end where the last one ends
     * @param expected the least sequence of the next record
     * @param bufferBytes how much is read at once, if there is so much
     */
    RecordScan(SegmentFile file, long from, long end, long expected, int bufferBytes) {
        this.file = file;
        this.end = end;
        this.offset = from;
        this.bufferAt = from;
        this.expected = expected;
        this.bytes = new byte[(int) Math.min(bufferBytes, Math.max(0, end - from))];
        this.buffer = ByteBuffer.wrap(bytes).limit(0);
    }

    /** Moves to the next record that is whole; {@return whether there is one} */
    boolean next() throws IOException {
        long begin = offset + size;
        long at = begin;
        while (at + RecordFormat.HEAD <= end) {
            int whole = wholeAt(at);
            if (whole > 0) {
                broken = at > begin;
                offset = at;
                size = whole;
                expected = isMark() ? expected : sequence() + 1;
                return true;
            }
            at++;
        }
        broken = begin < end;
        offset = begin;
        size = 0;
        return false;
    }

    /** {@return the size of the record at a place, 0 if there is none that is whole and can follow} */
    private int wholeAt(long at) throws IOException {
        int index = load(at, RecordFormat.HEAD);
        long claimed = index < 0 ? 0 : RecordFormat.size(buffer, index);
        if (claimed == 0 || claimed > end - at || claimed > Integer.MAX_VALUE - 8) {
            return 0;
        }
        long sequence = RecordFormat.sequence(buffer, index);
        boolean fits = RecordFormat.isMark((int) claimed)
                ? sequence >= expected - 1 && sequence - expected <= MOST_AHEAD
                : sequence >= expected && sequence - expected <= MOST_AHEAD;
        if (!fits) {
            return 0;
        }
        index = load(at, (int) claimed);
        return index >= 0 && RecordFormat.isWhole(buffer, index, (int) claimed) ? (int) claimed : 0;
    }

    /** {@return the index in the buffer of so many bytes of a place, -1 if the file has not so many} */
    private int load(long at, int count) throws IOException {
        if (at < bufferAt || at + count > bufferAt + buffer.limit()) {
            if (count > bytes.length) {
                bytes = new byte[count];
            }
            int there = file.read(bytes, (int) Math.min(bytes.length, end - at), at);
            buffer = ByteBuffer.wrap(bytes).limit(there);
            bufferAt = at;
        }
        return at + count <= bufferAt + buffer.limit() ? (int) (at - bufferAt) : -1;
    }

    /** {@return whether something broken was stepped over to get here} */
    boolean isBroken() {
        return broken;
    }

    /** {@return where the record begins; at the end, where the last one ended} */
    long offset() {
        return offset;
    }

    int size() {
        return size;
    }

    boolean isMark() {
        return RecordFormat.isMark(size);
    }

    long sequence() {
        return RecordFormat.sequence(buffer, (int) (offset - bufferAt));
    }

    /** {@return the bytes of the record, until the next move} */
    ByteBuffer bytes() {
        return buffer.duplicate().position((int) (offset - bufferAt)).limit((int) (offset - bufferAt) + size);
    }

    /** {@return the record, or null if it says nothing} */
    @Nullable
    Stored record() {
        return RecordFormat.decode(buffer, (int) (offset - bufferAt), size);
    }
}
