// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A body of events that differ in their ids alone, cut into chunks as a network might. */
final class Wire {

    private static final int ID_AT = "id: ".length();
    private static final int ID_BYTES = id(0).length();
    private static final int END_BYTES = 2;

    private final byte[] body;
    private final int eventBytes;
    private final int chunk;
    private final int events;

    Wire(int eventBytes, int chunk) {
        String rest = "\nevent: status\ndata: " + "x".repeat(eventBytes) + "\n\n";
        int size = ID_AT + ID_BYTES + rest.length();
        this.events = Math.max(1, (4 << 20) / size);
        this.body = new byte[size * events];
        for (int i = 0; i < events; i++) {
            System.arraycopy(("id: " + id(i) + rest).getBytes(US_ASCII), 0, body, i * size, size);
        }
        this.chunk = chunk;
        this.eventBytes = eventBytes;
    }

    private static String id(int event) {
        return "1732-" + (10_000_000 + event);
    }

    int events() {
        return events;
    }

    byte[] bytes() {
        return body;
    }

    /**
     * The chunks one after the other, in a buffer that shows no array, as those of the JDK's client. It is one buffer that moves on, so
     * that a chunk costs as little as a read of the stream that the others get; both cost one copy of the bytes. The reader leaves it at
     * the end of the chunk, where the next one begins.
     */
    void feed(Consumer<ByteBuffer> reader) {
        ByteBuffer view = ByteBuffer.wrap(body).asReadOnlyBuffer();
        for (int at = 0; at < body.length; at += chunk) {
            view.limit(Math.min(body.length, at + chunk));
            reader.accept(view);
        }
    }

    /** The chunks, a buffer each. */
    List<ByteBuffer> chunks() {
        List<ByteBuffer> chunks = new ArrayList<>();
        feed(view -> {
            chunks.add(view.slice());
            view.position(view.limit());
        });
        return chunks;
    }

    /** Copies each chunk, and makes the two strings of each event where they stand. */
    long floor() {
        byte[] window = new byte[chunk];
        long seen = 0;
        InputStream in = stream();
        try {
            for (int length = in.read(window); length > 0; length = in.read(window)) {
                seen += window[length - 1];
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int size = body.length / events;
        for (int at = 0; at < body.length; at += size) {
            String id = new String(body, at + ID_AT, ID_BYTES, US_ASCII);
            int data = size - END_BYTES - eventBytes;
            seen += id.length() + new String(body, at + data, eventBytes, US_ASCII).length();
        }
        return seen;
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
