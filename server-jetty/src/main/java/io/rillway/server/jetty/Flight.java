// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import java.nio.ByteBuffer;

/**
 * The write that a container has in hand, and the bytes of those before it. What the container takes it takes out of the
 * buffers, so that anybody can see how far it has come; who looks sees the state of a moment before.
 */
final class Flight {

    /** Before the first. */
    static final Flight NONE = new Flight(0);

    private final long before;
    private final int length;
    private final ByteBuffer[] buffers;

    private Flight(long before, ByteBuffer... buffers) {
        this.before = before;
        this.length = Chunks.length(buffers);
        this.buffers = buffers;
    }

    /** {@return the next, when this has landed} */
    Flight next(ByteBuffer... written) {
        return new Flight(before, written);
    }

    /** {@return this without its buffers, all taken} */
    Flight landed() {
        return new Flight(before + length);
    }

    /** {@return how many bytes were taken until now} */
    long taken() {
        return before + length - Chunks.length(buffers);
    }
}
