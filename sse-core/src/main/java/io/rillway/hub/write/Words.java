// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;

/** What has been said to a subscriber and goes into its next write. Owned by the shard. */
final class Words {

    private static final int MOST_WHISPERED = 64 << 10;

    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>(2);
    private int bytes;

    boolean isEmpty() {
        return buffers.isEmpty();
    }

    int bytes() {
        return bytes;
    }

    void say(ByteBuffer frame) {
        buffers.add(frame);
        bytes += frame.remaining();
    }

    void say(Collection<ByteBuffer> frames) {
        frames.forEach(this::say);
    }

    /** Says what may be lost; {@return whether there was room} */
    boolean whisper(ByteBuffer frame) {
        boolean room = buffers.isEmpty() || bytes + frame.remaining() <= MOST_WHISPERED;
        if (room) {
            say(frame);
        }
        return room;
    }

    ByteBuffer[] take() {
        ByteBuffer[] all = buffers.toArray(new ByteBuffer[0]);
        clear();
        return all;
    }

    void clear() {
        buffers.clear();
        bytes = 0;
    }
}
