// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;

/** Writes what is kept of some neighbouring segments of one epoch into one segment. Used by the committer. */
public final class Compaction {

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path folder;
    private final Segments segments;
    private final Predicate<Stored> kept;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /**
     * A compaction.
     *
     * @param folder where the files are
     * @param segments where the result takes the place of what it was made of
     * @param kept what is kept
     */
    public Compaction(Path folder, Segments segments, Predicate<Stored> kept) {
        this.folder = folder;
        this.segments = segments;
        this.kept = kept;
    }

    /**
     * Makes one of some segments. A crash at any time leaves the old or the new; readers find both or one of them.
     *
     * @param group the segments, none of which is written to any more
     * @throws IOException if that fails; nothing has changed then
     */
    public void run(List<Segment> group) throws IOException {
        Segment made = segments.named(group.get(0).name().next());
        Path draft = folder.resolve(made.path().getFileName() + ".tmp");
        try {
            Files.deleteIfExists(draft);
            write(group, made, draft);
            Files.move(draft, made.path(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        segments.replace(group, made);
    }

    private void write(List<Segment> group, Segment made, Path draft) throws IOException {
        buffer.clear();
        try (SegmentOutput out = SegmentOutput.create(draft)) {
            out.write(made.name().bytes());
            for (Segment segment : group) {
                RecordScan scan = new RecordScan(
                        segment.file(),
                        SegmentName.BYTES,
                        segment.end(),
                        segment.name().base(),
                        BUFFER_BYTES);
                while (scan.next()) {
                    copy(scan, made, out);
                }
            }
            out.write(buffer.flip());
            out.force();
        }
    }

    private void copy(RecordScan scan, Segment made, SegmentOutput out) throws IOException {
        Stored stored = scan.record();
        if (stored == null || !kept.test(stored)) {
            return;
        }
        if (stored.bytes() > buffer.remaining()) {
            out.write(buffer.flip());
            buffer.clear();
        }
        byte[] body = stored.body().encoded();
        if (RecordFormat.HEAD + body.length > buffer.capacity()) {
            ByteBuffer large = ByteBuffer.allocate(RecordFormat.HEAD + body.length);
            RecordFormat.put(large, stored.sequence(), stored.at(), body);
            out.write(large.flip());
        } else {
            RecordFormat.put(buffer, stored.sequence(), stored.at(), body);
        }
        made.add(stored.sequence(), stored.at(), RecordFormat.HEAD + body.length);
    }
}
