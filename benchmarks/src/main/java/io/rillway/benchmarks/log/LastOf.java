// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rillway.hub.port.Connection;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** A connection that waits for an event by its id. */
final class LastOf implements Connection {

    private final byte[] wanted;
    private final CountDownLatch came = new CountDownLatch(1);

    LastOf(String id) {
        this.wanted = ("id: " + id + "\nevent: tick").getBytes(US_ASCII);
    }

    void await() throws InterruptedException {
        came.await();
    }

    @Override
    public void write(ByteBuffer[] buffers, Completion completion) {
        for (ByteBuffer buffer : buffers) {
            if (has(buffer)) {
                came.countDown();
            }
            buffer.position(buffer.limit());
        }
        completion.succeeded();
    }

    private boolean has(ByteBuffer buffer) {
        ByteBuffer part = buffer.duplicate();
        for (int at = buffer.position(); at + wanted.length <= buffer.limit(); at++) {
            part.limit(at + wanted.length).position(at);
            if (part.equals(ByteBuffer.wrap(wanted))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void complete() {}

    @Override
    public void abort() {}
}
