// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
         * Records that should be there and are not.
         *
         * @param to the sequence of the last
         */
        void missing(long to);

        /**
         * {@return whether all up to a sequence may have been left out of a segment that was rewritten}
         *
         * @param to the sequence
         */
        boolean isLeftOut(long to);
    }

    private final Path folder;
    private final Disk disk;
    private final Segments segments;
    private final Found found;
    private long expected;

    /**
     * A recovery.
     *
     * @param folder where the files are
     * @param disk what is done with them
     * @param segments gets the segments
     * @param found is told what is in them
     */
    public Recovery(Path folder, Disk disk, Segments segments, Found found) {
        this.folder = folder;
        this.disk = disk;
        this.segments = segments;
        this.found = found;
    }

    /**
     * Reads everything; {@return the name of the newest segment that there was, if any}
     *
     * @throws IOException if it cannot be read, or is not one log
     */
    public Optional<SegmentName> run() throws IOException {
        List<Path> files = files();
        for (Path draft : files.stream().filter(Compaction::isDraft).toList()) {
            disk.delete(draft);
        }
        List<SegmentName> names = latest(files);
        checkOne(names);
        for (int i = 0; i < names.size(); i++) {
            if (isReplaced(names.get(i))) {
                disk.delete(folder.resolve(names.get(i).fileName()));
            } else {
                read(names.get(i), i + 1 < names.size() ? names.get(i + 1) : null);
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** {@return the segments in order, of each the last edition; the others are deleted} */
    private List<SegmentName> latest(List<Path> files) throws IOException {
        List<SegmentName> all = files.stream()
                .flatMap(file -> SegmentName.parse(file.getFileName().toString()).stream())
                .sorted(Comparator.comparingLong(SegmentName::base)
                        .thenComparingLong(SegmentName::epoch)
                        .thenComparingInt(SegmentName::edition))
                .toList();
        List<SegmentName> latest = new ArrayList<>();
        for (SegmentName name : all) {
            int last = latest.size() - 1;
            if (last >= 0 && name.isEditionOf(latest.get(last))) {
                disk.delete(folder.resolve(latest.remove(last).fileName()));
            }
            latest.add(name);
        }
        return latest;
    }

    /** {@return whether what a segment had is in the one before it, which was made of both} */
    private boolean isReplaced(SegmentName name) {
        List<Segment> before = segments.list();
        return !before.isEmpty() && before.get(before.size() - 1).name().replaces(name, expected);
    }

    private static void checkOne(List<SegmentName> names) throws IOException {
        List<String> logs = names.stream().map(SegmentName::log).distinct().toList();
        if (logs.size() > 1) {
            throw new IOException("files of several logs: " + String.join(", ", logs) + " (expected: one)");
        }
    }

    private void read(SegmentName name, @Nullable SegmentName next) throws IOException {
        Segment segment = segments.named(name);
        if (expected > 0 && expected < name.base()) {
            missing(segment, name.base() - 1);
        }
        expected = Math.max(expected, name.base());
        long size = segment.file().size();
        if (size >= SegmentName.BYTES) {
            confirm(segment);
            RecordScan scan = new RecordScan(segment.file(), segment.end(), size, expected, SCAN_BYTES);
            // Behind the base of the next there may be what failed; nothing that failed is rewritten.
            scan(segment, scan, next == null || name.edition() > 0 ? Long.MAX_VALUE : next.base() - 1);
        }
        if (next == null && segment.end() < size) {
            LOG.warn("{}: its end was torn; cutting off {} bytes", segment.path(), size - segment.end());
            disk.cut(segment.path(), segment.end());
        }
        if (next != null && segment.isEmpty() && size <= segment.end()) {
            disk.delete(segment.path());
        } else {
            segments.add(segment);
        }
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
            long before = scan.isMark() ? scan.sequence() : scan.sequence() - 1;
            if (before >= expected) {
                missingOrLeftOut(segment, before, scan.isBroken());
            }
            take(segment, scan);
        }
    }

    private void take(Segment segment, RecordScan scan) {
        long sequence = scan.sequence();
        Stored stored = scan.record();
        if (stored != null) {
            segment.addAt(scan.offset(), sequence, stored.at(), scan.size());
            found.record(stored);
            expected = sequence + 1;
        } else {
            segment.pass(scan.offset() + scan.size());
            segment.cover(sequence);
            if (!scan.isMark()) {
                missing(segment, sequence);
            }
        }
    }

    private void missingOrLeftOut(Segment segment, long to, boolean isBroken) {
        if (segment.name().edition() > 0 && !isBroken && found.isLeftOut(to)) {
            expected = to + 1;
        } else {
            missing(segment, to);
        }
    }

    private void missing(Segment segment, long to) {
        LOG.error("{}: the events {} to {} cannot be read", segment.path(), expected, to);
        found.missing(to);
        expected = to + 1;
    }

    /** {@return the sequence of the last record that was told as found or missing} */
    public long last() {
        return Math.max(0, expected - 1);
    }
}
