// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The file of a segment, for reading. Each reader takes a handle of its own and puts it back, so that readers share neither a
 * position nor a lock, and the interruption of one closes nothing.
 */
final class SegmentFile implements AutoCloseable {

    private static final int MOST_IDLE = 2;

    private final Path path;
    private final LongAdder bytesRead;
    private final ConcurrentLinkedQueue<RandomAccessFile> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    SegmentFile(Path path, LongAdder bytesRead) {
        this.path = path;
        this.bytesRead = bytesRead;
    }

    Path path() {
        return path;
    }

    long size() throws IOException {
        return Files.size(path);
    }

    /** Reads what is at a place into the beginning of an array; {@return how many bytes, at most {@code length}} */
    int read(byte[] into, int length, long at) throws IOException {
        RandomAccessFile handle = take();
        try {
            handle.seek(at);
            int count = 0;
            int more = 0;
            while (more >= 0 && count < length) {
                count += more;
                more = handle.read(into, count, length - count);
            }
            count += Math.max(0, more);
            bytesRead.add(count);
            return count;
        } finally {
            putBack(handle);
        }
    }

    private RandomAccessFile take() throws IOException {
        RandomAccessFile handle = idle.poll();
        return handle == null ? new RandomAccessFile(path.toFile(), "r") : handle;
    }

    private void putBack(RandomAccessFile handle) throws IOException {
        if (closed || idle.size() >= MOST_IDLE) {
            handle.close();
            return;
        }
        idle.add(handle);
        if (closed) {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (RandomAccessFile handle = idle.poll(); handle != null; handle = idle.poll()) {
            handle.close();
        }
    }
}
