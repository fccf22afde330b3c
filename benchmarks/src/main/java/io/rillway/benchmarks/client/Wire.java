// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A body of equal events, cut into chunks as a network might. */
final class Wire {

    private final byte[] body;
    private final int chunk;
    private final int events;
    private final List<ByteBuffer> chunks;

    Wire(int eventBytes, int chunk) {
        byte[] event =
                ("id: 1732000000-42\nevent: status\ndata: " + "x".repeat(eventBytes) + "\n\n").getBytes(US_ASCII);
        this.events = Math.max(1, (4 << 20) / event.length);
        this.body = new byte[event.length * events];
        for (int i = 0; i < events; i++) {
            System.arraycopy(event, 0, body, i * event.length, event.length);
        }
        this.chunk = chunk;
        this.chunks = cut(body, chunk);
    }

    int events() {
        return events;
    }

    byte[] bytes() {
        return body;
    }

    /** The chunks, to be read from their beginnings; they share the bytes of the body, and show no array. */
    List<ByteBuffer> chunks() {
        chunks.forEach(ByteBuffer::rewind);
        return chunks;
    }

    private static List<ByteBuffer> cut(byte[] body, int chunk) {
        List<ByteBuffer> chunks = new ArrayList<>();
        for (int at = 0; at < body.length; at += chunk) {
            ByteBuffer piece = ByteBuffer.wrap(body, at, Math.min(chunk, body.length - at));
            chunks.add(piece.slice().asReadOnlyBuffer());
        }
        return chunks;
    }

    /** A stream whose reads bring one chunk at most. */
    InputStream stream() {
        return new Trickle(body, chunk);
    }

    private static final class Trickle extends InputStream {

        private final byte[] body;
        private final int chunk;
        private int at;

        Trickle(byte[] body, int chunk) {
            this.body = body;
            this.chunk = chunk;
        }

        @Override
        public int read() {
            return at < body.length ? body[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == body.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, chunk), body.length - at);
            System.arraycopy(body, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
