// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record: the length of what follows the checksum, the checksum (CRC-32C of the length and of what follows), the
 * sequence, the time, the body. A record without a body is a mark: it says that the log was closed after this sequence.
 */
public final class RecordFormat {

    /** The bytes before the body. */
    public static final int HEAD = 2 * Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;

    private static final int PREFIX = 2 * Integer.BYTES;
    static final int LEAST_LENGTH = HEAD - PREFIX;

    private RecordFormat() {}

    /**
     * Puts a record into a buffer that has room for it.
     *
     * @param out the buffer
     * @param sequence the place
     * @param at the time
     * @param body the body, empty for a mark
     */
    public static void put(ByteBuffer out, long sequence, Instant at, byte[] body) {
        int begin = out.position();
        out.putInt(LEAST_LENGTH + body.length).putInt(0);
        out.putLong(sequence).putLong(at.getEpochSecond()).putInt(at.getNano()).put(body);
        out.putInt(begin + Integer.BYTES, checksum(out, begin, out.position() - begin));
    }

    private static int checksum(ByteBuffer buffer, int begin, int size) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(begin).limit(begin + Integer.BYTES));
        crc.update(buffer.duplicate().position(begin + PREFIX).limit(begin + size));
        return (int) crc.getValue();
    }

    /** {@return the size of the record that begins at an index with at least a head behind it, 0 if none can} */
    static long size(ByteBuffer in, int begin) {
        int length = in.getInt(begin);
        return length < LEAST_LENGTH ? 0 : (long) PREFIX + length;
    }

    static long sequence(ByteBuffer in, int begin) {
        return in.getLong(begin + PREFIX);
    }

    /** {@return whether the bytes of a record are those that were written} */
    static boolean isWhole(ByteBuffer in, int begin, int size) {
        return in.getInt(begin + Integer.BYTES) == checksum(in, begin, size);
    }

    /** {@return the record, or null if it is a mark or says nothing that this version understands} */
    static @Nullable Stored decode(ByteBuffer in, int begin, int size) {
        if (size == HEAD) {
            return null;
        }
        ByteBuffer record = in.duplicate().position(begin + PREFIX).limit(begin + size);
        long sequence = record.getLong();
        try {
            Instant at = Instant.ofEpochSecond(record.getLong(), record.getInt());
            return new Stored(sequence, at, RecordBody.decode(record), size);
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    static boolean isMark(int size) {
        return size == HEAD;
    }
}
