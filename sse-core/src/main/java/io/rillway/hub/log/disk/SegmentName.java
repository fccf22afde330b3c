// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What a segment is called, by its file's name and once more in its first bytes.
 *
 * @param log the identity of the log, twelve hexadecimal digits
 * @param epoch the number of the opening in which it was begun, from 1
 * @param base the sequence of its first record
 * @param edition how often it was rewritten; of two editions the later counts
 */
public record SegmentName(String log, long epoch, long base, int edition) {

    /** The bytes of the name at the beginning of the file. */
    public static final int BYTES = 3 * Long.BYTES + Long.BYTES + Integer.BYTES;

    private static final long MAGIC = 0x52494c4c_4c4f4731L; // "RILLLOG1"
    private static final Pattern FORM =
            Pattern.compile("([0-8][0-9]{18})-([0-9a-f]{8})-([0-9a-f]{12})(?:\\.([0-9]{1,9}))?\\.log");

    /**
     * {@return the name that a file's name says, if it is that of a segment}
     *
     * @param fileName the name of the file
     */
    public static Optional<SegmentName> parse(String fileName) {
        Matcher form = FORM.matcher(fileName);
        return form.matches()
                ? Optional.of(new SegmentName(
                        form.group(3),
                        Long.parseLong(form.group(2), 16),
                        Long.parseLong(form.group(1)),
                        form.group(4) == null ? 0 : Integer.parseInt(form.group(4))))
                : Optional.empty();
    }

    /** A name of a segment as it was first written. */
    public SegmentName(String log, long epoch, long base) {
        this(log, epoch, base, 0);
    }

    boolean isEditionOf(SegmentName other) {
        return base == other.base && epoch == other.epoch && log.equals(other.log);
    }

    /** {@return whether a rewritten segment of this name, that goes up to before a place, has what another had} */
    boolean replaces(SegmentName other, long next) {
        return edition > 0 && epoch == other.epoch && other.base < next;
    }

    /** {@return the name of its next edition} */
    SegmentName next() {
        return new SegmentName(log, epoch, base, edition + 1);
    }

    String fileName() {
        String number = edition == 0 ? "" : "." + edition;
        return String.format("%019d-%08x-%s%s.log", base, epoch, log, number);
    }

    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putLong(Long.parseLong(log, 16))
                .putLong(epoch)
                .putLong(base);
        return bytes.putInt(checksum(bytes.array())).flip();
    }

    /** {@return whether the first bytes of a file say the same as its name} */
    boolean isConfirmedBy(byte[] first) {
        return ByteBuffer.wrap(first).equals(bytes());
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
