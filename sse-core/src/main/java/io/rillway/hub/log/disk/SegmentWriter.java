// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches of records to the newest segment. What was appended is visible once {@link #commit} has returned; after any
 * failure nothing more can be appended before another segment is begun. Used by one thread.
 */
public final class SegmentWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);

    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * How segments are written.
     *
     * @param folder where to
     * @param segmentBytes the size at which another segment is begun
     * @param force whether a commit survives a power cut, not only the end of the process
     * @param disk where the files are
     */
    public record Settings(Path folder, long segmentBytes, boolean force, Disk disk) {}

    private record Written(long sequence, Instant at, int size) {}

    private final Settings settings;
    private final Segments segments;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Written> batch = new ArrayList<>();
    private @Nullable Segment segment;
    private @Nullable SegmentOutput output;

    /**
     * A writer with no segment.
     *
     * @param settings how to write
     * @param segments gets the new segments
     */
    public SegmentWriter(Settings settings, Segments segments) {
        this.settings = settings;
        this.segments = segments;
    }

    /**
     * Begins an epoch, which survives a power cut from then on: no id of it can be given out again.
     *
     * @param name the name of its first segment
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    public void begin(SegmentName name) throws IOException {
        open(name, true);
    }

    private void open(SegmentName name, boolean force) throws IOException {
        Segment next = segments.named(name);
        SegmentOutput file = settings.disk().create(next.path());
        try {
            file.write(name.bytes());
            if (force) {
                file.force();
                settings.disk().force(settings.folder());
            }
        } catch (IOException e) {
            closeAndDelete(file, next);
            throw e;
        }
        end();
        segment = next;
        output = file;
        segments.add(next);
    }

    private void closeAndDelete(SegmentOutput file, Segment segment) {
        try (file) {
            settings.disk().delete(segment.path());
        } catch (IOException e) {
            LOG.warn("{}: cannot be removed", segment.path(), e);
        }
    }

    /**
     * Appends a record to the batch.
     *
     * @param sequence its place
     * @param at its time
     * @param body its body
     * @throws IOException if it cannot be written
     */
    public void append(long sequence, Instant at, byte[] body) throws IOException {
        int size = RecordFormat.HEAD + body.length;
        if (batch.isEmpty()) {
            roll(sequence);
        }
        if (size > buffer.remaining()) {
            flush();
        }
        if (size > buffer.capacity()) {
            ByteBuffer large = ByteBuffer.allocate(size);
            RecordFormat.put(large, sequence, at, body);
            output().write(large.flip());
        } else {
            RecordFormat.put(buffer, sequence, at, body);
        }
        batch.add(new Written(sequence, at, size));
    }

    private void roll(long base) throws IOException {
        Segment now = segment;
        if (now != null && now.end() >= settings.segmentBytes()) {
            open(new SegmentName(now.name().log(), now.name().epoch(), base), settings.force());
        }
    }

    private SegmentOutput output() throws IOException {
        if (output == null) {
            throw new IOException("no segment can be written to");
        }
        return output;
    }

    private void flush() throws IOException {
        output().write(buffer.flip());
        buffer.clear();
    }

    /**
     * Commits the batch.
     *
     * @throws IOException if it may not be stored
     */
    public void commit() throws IOException {
        flush();
        if (settings.force()) {
            output().force();
        }
        Segment now = segment;
        if (now != null) {
            batch.forEach(written -> now.add(written.sequence(), written.at(), written.size()));
        }
        batch.clear();
    }

    /** Drops the batch, and what was written of it; another segment has to be begun. */
    public void rollBack() {
        batch.clear();
        buffer.clear();
        Segment now = segment;
        SegmentOutput file = output;
        segment = null;
        output = null;
        if (now == null || file == null) {
            return;
        }
        try (file) {
            file.truncate(now.end());
        } catch (IOException e) {
            LOG.warn("{}: what failed cannot be cut off; it will be ignored", now.path(), e);
        }
    }

    private void end() throws IOException {
        if (output != null) {
            output.close();
        }
    }

    /**
     * Ends the newest segment with a mark, so that a broken end can be told from a torn one.
     *
     * @param last the sequence of the last record
     * @param at the time
     * @throws IOException if that fails; nothing is lost by it
     */
    public void close(long last, Instant at) throws IOException {
        if (output != null) {
            try (SegmentOutput file = output) {
                RecordFormat.put(buffer, last, at, new byte[0]);
                file.write(buffer.flip());
                file.force();
            }
        }
    }
}
