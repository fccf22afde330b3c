// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.SegmentOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A disk with so much room, which takes what fits of a write and fails then; it can also stand still. */
final class SmallDisk extends PassingDisk {

    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    final ReentrantLock standstill = new ReentrantLock();
    volatile boolean cannotCut;

    @Override
    void write(Path path, SegmentOutput real, ByteBuffer bytes) throws IOException {
        standstill.lock();
        try {
            writeWhatFits(real, bytes);
        } finally {
            standstill.unlock();
        }
    }

    private void writeWhatFits(SegmentOutput real, ByteBuffer bytes) throws IOException {
        int size = bytes.remaining();
        int fits = (int) Math.min(size, Math.max(0, room.get()));
        real.write(bytes.duplicate().limit(bytes.position() + fits));
        room.addAndGet(-fits);
        if (fits < size) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    void truncate(Path path, SegmentOutput real, long size) throws IOException {
        if (cannotCut) {
            throw new IOException("Input/output error");
        }
        real.truncate(size);
    }
}
