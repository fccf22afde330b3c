// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of the thread that writes, in which the pieces of a write become one that the kernel takes as it stands. The
 * threads that write are the hub's few, so that there are few of these.
 */
final class WriteArena {

    /** As much as the hub puts into a write, unless an event is large. */
    private static final int BYTES = 80 << 10;

    private static final ThreadLocal<ByteBuffer> OF_THREAD =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BYTES));

    private WriteArena() {}

    /** {@return the buffers as one piece with what goes around them, or null if there is no room}; until the next call. */
    static @Nullable ByteBuffer joined(ByteBuffer[] buffers, int length, Chunks chunks) {
        if (length > BYTES - Chunks.MOST_AROUND) {
            return null;
        }
        ByteBuffer arena = OF_THREAD.get().clear();
        chunks.putHead(arena, length);
        int at = arena.position();
        for (ByteBuffer buffer : buffers) {
            int bytes = buffer.remaining();
            arena.put(at, buffer, buffer.position(), bytes);
            at += bytes;
        }
        arena.position(at);
        chunks.putTail(arena);
        return arena.flip();
    }
}
