// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.log.disk.SegmentOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The disk of the system, but that it forces nothing; tests get in its way here and there. */
class PassingDisk implements Disk {

    @Override
    public SegmentOutput create(Path path) throws IOException {
        return new PassingOutput(path, SYSTEM.create(path));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        SYSTEM.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        SYSTEM.delete(path);
    }

    @Override
    public void cut(Path path, long size) throws IOException {
        SYSTEM.cut(path, size);
    }

    @Override
    public void force(Path folder) {
        // No test cuts the power.
    }

    void write(Path path, SegmentOutput real, ByteBuffer bytes) throws IOException {
        real.write(bytes);
    }

    void forced(Path path) throws IOException {
        // No test cuts the power.
    }

    void truncate(Path path, SegmentOutput real, long size) throws IOException {
        real.truncate(size);
    }

    private final class PassingOutput implements SegmentOutput {

        private final Path path;
        private final SegmentOutput real;

        PassingOutput(Path path, SegmentOutput real) {
            this.path = path;
            this.real = real;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            PassingDisk.this.write(path, real, bytes);
        }

        @Override
        public void force() throws IOException {
            PassingDisk.this.forced(path);
        }

        @Override
        public void truncate(long size) throws IOException {
            PassingDisk.this.truncate(path, real, size);
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
