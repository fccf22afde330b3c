// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.hub;

import io.rillway.hub.port.Connection;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/** Connections that take everything at once, and the number of writes that they have taken. */
final class Arrivals {

    private final LongAdder writes = new LongAdder();

    /** {@return one more connection} */
    Connection connection() {
        return new Counting();
    }

    /** {@return the number of writes so far} */
    long count() {
        return writes.sum();
    }

    /** Waits for a number of writes. */
    void await(long wanted) {
        while (writes.sum() < wanted) {
            Thread.onSpinWait();
        }
    }

    private final class Counting implements Connection {

        @Override
        public void write(ByteBuffer[] buffers, Completion completion) {
            writes.increment();
            completion.succeeded();
        }

        @Override
        public void complete() {}

        @Override
        public void abort() {}
    }
}
