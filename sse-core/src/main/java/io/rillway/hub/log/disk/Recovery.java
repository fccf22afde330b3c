// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is in a folder when a log is opened. A torn end, which nobody was told is stored, is cut off; whatever else is
 * broken or missing is reported, and what stands behind it is kept.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final int SCAN_BYTES = 1 << 20;

    /** Is told what there is, in order. */
    public interface Found {

        /**
         * A record.
         *
         * @param stored the record
         */
        void record(Stored stored);

        /**
         * Records that are not there.
         *
         * @param from the sequence of the first
         * @param to the sequence of the last
         * @return whether they should be
         */
        boolean missing(long from, long to);
    }

    private final Path folder;
    private final Segments segments;
    private final Found found;
    private long expected;

    /**
     * A recovery.
     *
     * @param folder where the files are
     * @param segments gets the segments
     * @param found is told what is in them
     */
    public Recovery(Path folder, Segments segments, Found found) {
        this.folder = folder;
        this.segments = segments;
        this.found = found;
    }

    /**
     * Reads everything; {@return the name of the newest segment that there was, if any}
     *
     * @throws IOException if it cannot be read, or is not one log
     */
    public Optional<SegmentName> run() throws IOException {
        List<SegmentName> names = names();
        checkOne(names);
        for (int i = 0; i < names.size(); i++) {
            boolean isLast = i == names.size() - 1;
            long limit = isLast ? Long.MAX_VALUE : names.get(i + 1).base() - 1;
            read(names.get(i), limit, isLast);
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    }

    private List<SegmentName> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<SegmentName> all = files.flatMap(
                            file -> SegmentName.parse(file.getFileName().toString()).stream())
                    .sorted(Comparator.comparingLong(SegmentName::base)
                            .thenComparingLong(SegmentName::epoch)
                            .thenComparingInt(SegmentName::edition))
                    .toList();
            List<SegmentName> latest = new ArrayList<>();
            for (SegmentName name : all) {
                int last = latest.size() - 1;
                if (last >= 0 && name.isEditionOf(latest.get(last))) {
                    Files.deleteIfExists(folder.resolve(latest.remove(last).fileName()));
                }
                latest.add(name);
            }
            return latest;
        }
    }

    private static void checkOne(List<SegmentName> names) throws IOException {
        List<String> logs = names.stream().map(SegmentName::log).distinct().toList();
        if (logs.size() > 1) {
            throw new IOException("files of several logs: " + String.join(", ", logs) + " (expected: one)");
        }
    }

    private void read(SegmentName name, long limit, boolean isLast) throws IOException {
        Segment segment = segments.named(name);
        expected = Math.max(expected, name.base());
        long size = segment.file().size();
        if (size >= SegmentName.BYTES) {
            confirm(segment);
            RecordScan scan = new RecordScan(segment.file(), segment.end(), size, expected, SCAN_BYTES);
            scan(segment, scan, limit);
            if (isLast && segment.end() < size) {
                cut(segment, size);
            }
        }
        if (!isLast && expected <= limit) {
            missing(segment, limit);
        }
        segments.add(segment);
    }

    private static void confirm(Segment segment) throws IOException {
        byte[] first = new byte[SegmentName.BYTES];
        int count = segment.file().read(first, first.length, 0);
        if (count < first.length || !segment.name().isConfirmedBy(first)) {
            LOG.error("{}: its first bytes are broken; its name is believed", segment.path());
        }
    }

    /** Takes the records up to a limit, behind which another segment has taken over. */
    private void scan(Segment segment, RecordScan scan, long limit) throws IOException {
        while (scan.next() && scan.sequence() <= limit) {
            long sequence = scan.sequence();
            long before = scan.isMark() ? sequence : sequence - 1;
            if (before >= expected) {
                missing(segment, before);
            }
            Stored stored = scan.record();
            if (stored != null) {
                segment.addAt(scan.offset(), sequence, stored.at(), scan.size());
                found.record(stored);
                expected = sequence + 1;
            } else {
                segment.pass(scan.offset() + scan.size());
                if (!scan.isMark()) {
                    missing(segment, sequence);
                }
            }
        }
    }

    private void missing(Segment segment, long to) {
        if (found.missing(expected, to)) {
            LOG.error("{}: the events {} to {} cannot be read", segment.path(), expected, to);
        }
        expected = to + 1;
    }

    private static void cut(Segment segment, long size) throws IOException {
        LOG.warn("{}: its end was torn; cutting off {} bytes", segment.path(), size - segment.end());
        try (FileChannel file = FileChannel.open(segment.path(), StandardOpenOption.WRITE)) {
            file.truncate(segment.end());
            file.force(true);
        }
    }

    /** {@return the sequence of the last record that was told as found or missing} */
    public long last() {
        return Math.max(0, expected - 1);
    }
}
