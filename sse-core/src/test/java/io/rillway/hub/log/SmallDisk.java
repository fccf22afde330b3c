// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.SegmentOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A disk with so much room, which takes what fits of a write and fails then; it can also stand still. */
final class SmallDisk implements SegmentOutput.Opener {

    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    final ReentrantLock standstill = new ReentrantLock();
    volatile boolean cannotCut;

    @Override
    public SegmentOutput create(Path path) throws IOException {
        SegmentOutput real = SegmentOutput.create(path);
        return new SegmentOutput() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                standstill.lock();
                try {
                    writeWhatFits(bytes);
                } finally {
                    standstill.unlock();
                }
            }

            private void writeWhatFits(ByteBuffer bytes) throws IOException {
                int size = bytes.remaining();
                int fits = (int) Math.min(size, Math.max(0, room.get()));
                ByteBuffer part = bytes.duplicate().limit(bytes.position() + fits);
                real.write(part);
                room.addAndGet(-fits);
                if (fits < size) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void force() throws IOException {
                real.force();
            }

            @Override
            public void truncate(long size) throws IOException {
                if (cannotCut) {
                    throw new IOException("Input/output error");
                }
                real.truncate(size);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
