// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes what is kept of some neighbouring segments of one epoch into one segment: first a draft, then, once it is known for
 * good what is not kept, the draft takes their place. It ends with a mark, which says how far it goes. Used once, by the
 * committer.
 */
public final class Compaction {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final String DRAFT = ".tmp";

    private final Path folder;
    private final Disk disk;
    private final Segments segments;
    private final Predicate<Stored> kept;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /**
     * A compaction.
     *
     * @param folder where the files are
     * @param disk what is done with them
     * @param segments where the result takes the place of what it was made of
     * @param kept what is kept
     */
    public Compaction(Path folder, Disk disk, Segments segments, Predicate<Stored> kept) {
        this.folder = folder;
        this.disk = disk;
        this.segments = segments;
        this.kept = kept;
    }

    /** What is done when the draft is there and nothing is gone yet. */
    public interface Last {

        /**
         * Does it.
         *
         * @throws IOException if it cannot be done; the draft is dropped then
         */
        void run() throws IOException;
    }

    /**
     * Makes one segment of some. A crash at any time leaves the old or the new; readers find both or one of them. What cannot be
     * read of the old is told to the segments.
     *
     * @param group neighbours, none of which is written to any more
     * @param last what is done before the new takes the place of the old
     * @throws IOException if that fails; nothing has changed then
     */
    public void run(List<Segment> group, Last last) throws IOException {
        Segment made = segments.named(group.get(0).name().next());
        Path draft = made.path().resolveSibling(made.path().getFileName() + DRAFT);
        disk.delete(draft);
        try {
            write(group, made, draft);
            last.run();
            disk.move(draft, made.path());
        } catch (IOException e) {
            disk.delete(draft);
            throw e;
        }
        disk.force(folder);
        segments.replace(group, made);
    }

    /** {@return whether a file is a draft that was left} */
    static boolean isDraft(Path file) {
        return file.toString().endsWith(DRAFT);
    }

    private void write(List<Segment> group, Segment made, Path draft) throws IOException {
        buffer.clear();
        try (SegmentOutput out = disk.create(draft)) {
            out.write(made.name().bytes());
            for (Segment segment : group) {
                copy(segment, made, out);
                made.cover(segment.last());
            }
            out.write(buffer.flip());
            buffer.clear();
            RecordFormat.put(buffer, made.last(), Instant.EPOCH, new byte[0]);
            out.write(buffer.flip());
            out.force();
        }
    }

    private void copy(Segment segment, Segment made, SegmentOutput out) throws IOException {
        RecordScan scan = segment.scan(BUFFER_BYTES);
        while (scan.next()) {
            if (scan.isBroken()) {
                segments.lose(scan.sequence() - 1);
            }
            Stored stored = scan.record();
            boolean isForOthers = stored == null && !scan.isMark();
            if (isForOthers || (stored != null && kept.test(stored))) {
                put(scan.bytes(), out);
                if (stored == null) {
                    made.pass(made.end() + scan.size());
                } else {
                    made.add(stored.sequence(), stored.at(), stored.bytes());
                }
            }
        }
        if (scan.isBroken()) {
            segments.lose(segment.last());
        }
    }

    private void put(ByteBuffer record, SegmentOutput out) throws IOException {
        if (record.remaining() > buffer.remaining()) {
            out.write(buffer.flip());
            buffer.clear();
        }
        if (record.remaining() > buffer.capacity()) {
            out.write(record);
        } else {
            buffer.put(record);
        }
    }
}
