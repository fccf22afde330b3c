// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/**
 * A part of the log in one file. One thread adds what it has written to the file; any thread reads what was added.
 */
public final class Segment implements AutoCloseable {

    private static final int SCAN_BYTES = 64 << 10;
    private static final int LOOK_BYTES = 8 << 10;

    private final SegmentName name;
    private final SegmentFile file;
    private final SparseIndex index = new SparseIndex();

    // Written by the one who adds, read by all.
    private volatile long end = SegmentName.BYTES;
    private volatile long last;

    Segment(Path folder, SegmentName name, LongAdder bytesRead) {
        this.name = name;
        this.file = new SegmentFile(folder.resolve(name.fileName()), bytesRead);
        this.last = name.base() - 1;
    }

    /** {@return what it is called} */
    public SegmentName name() {
        return name;
    }

    /** {@return its file} */
    public Path path() {
        return file.path();
    }

    SegmentFile file() {
        return file;
    }

    /** {@return where its last record ends} */
    public long end() {
        return end;
    }

    /** {@return the sequence of the last record it has or had, the one before its first if it never had one} */
    public long last() {
        return last;
    }

    /** {@return whether it never had a record} */
    public boolean isEmpty() {
        return last < name.base();
    }

    long latestMillis() {
        return index.latestMillis();
    }

    /**
     * Adds a record that stands at the end of the file.
     *
     * @param sequence its place
     * @param at its time
     * @param size its bytes
     */
    public void add(long sequence, Instant at, int size) {
        addAt(end, sequence, at, size);
    }

    void addAt(long offset, long sequence, Instant at, int size) {
        index.add(sequence, offset, millis(at));
        end = offset + size;
        last = sequence;
    }

    /** Goes on behind bytes that are no record to read. */
    void pass(long offset) {
        end = offset;
    }

    /** Says that records up to a sequence have been here. */
    void cover(long sequence) {
        last = Math.max(last, sequence);
    }

    /** {@return a scan of all its records} */
    RecordScan scan(int bufferBytes) {
        return new RecordScan(file, SegmentName.BYTES, end, name.base(), bufferBytes);
    }

    void read(long from, long upTo, Page page) throws IOException {
        long begin = index.offsetOf(from, SegmentName.BYTES);
        RecordScan scan = new RecordScan(file, begin, end, name.base(), page.isSingle() ? LOOK_BYTES : SCAN_BYTES);
        while (!page.isFull() && scan.next()) {
            long sequence = scan.sequence();
            if (scan.isBroken()) {
                page.lose(sequence - 1);
            }
            if (sequence > upTo) {
                return;
            }
            Stored stored = sequence < from ? null : scan.record();
            if (stored != null) {
                page.add(stored);
            }
        }
        if (!page.isFull() && scan.isBroken()) {
            page.lose(Math.min(upTo, last));
        }
    }

    /** {@return the first sequence of a time or a later one, 0 if there is none} */
    long since(Instant time) throws IOException {
        long begin = index.offsetSince(millis(time), SegmentName.BYTES);
        if (begin < 0) {
            return 0;
        }
        RecordScan scan = new RecordScan(file, begin, end, name.base(), LOOK_BYTES);
        while (scan.next()) {
            Stored stored = scan.record();
            if (stored != null && !stored.at().isBefore(time)) {
                return stored.sequence();
            }
        }
        return 0;
    }

    /** Milliseconds for comparing, also of times that have none. */
    private static long millis(Instant time) {
        long seconds = Math.max(-(1L << 50), Math.min(1L << 50, time.getEpochSecond()));
        return seconds * 1000 + time.getNano() / 1_000_000;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
