// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** Bytes as one chunk of HTTP/1.1, or as they are. */
enum Chunks {
    /** A body in chunks. */
    CHUNKED {
        @Override
        ByteBuffer[] framed(ByteBuffer[] buffers, int length) {
            ByteBuffer[] all = new ByteBuffer[buffers.length + 2];
            all[0] = ByteBuffer.allocate(MOST_HEAD);
            putHead(all[0], length);
            all[0].flip();
            System.arraycopy(buffers, 0, all, 1, buffers.length);
            all[all.length - 1] = ByteBuffer.wrap(CRLF);
            return all;
        }

        @Override
        void putHead(ByteBuffer target, int length) {
            int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(length)) >>> 2);
            for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
                target.put((byte) Character.forDigit((length >>> shift) & 0xf, 16));
            }
            target.put(CRLF);
        }

        @Override
        void putTail(ByteBuffer target) {
            target.put(CRLF);
        }

        @Override
        ByteBuffer last() {
            return ByteBuffer.wrap(LAST);
        }
    },

    /** A body that ends with the socket. */
    PLAIN {
        @Override
        ByteBuffer[] framed(ByteBuffer[] buffers, int length) {
            return buffers;
        }

        @Override
        void putHead(ByteBuffer target, int length) {}

        @Override
        void putTail(ByteBuffer target) {}

        @Override
        ByteBuffer last() {
            return ByteBuffer.allocate(0);
        }
    };

    /** The most bytes that go around those of a chunk. */
    static final int MOST_AROUND = 12;

    private static final int MOST_HEAD = 10;
    private static final byte[] CRLF = "\r\n".getBytes(US_ASCII);
    private static final byte[] LAST = "0\r\n\r\n".getBytes(US_ASCII);

    /** {@return the same bytes with what goes around them} */
    abstract ByteBuffer[] framed(ByteBuffer[] buffers, int length);

    /** Puts what goes before so many bytes. */
    abstract void putHead(ByteBuffer target, int length);

    /** Puts what goes behind. */
    abstract void putTail(ByteBuffer target);

    /** {@return what ends the body} */
    abstract ByteBuffer last();

    /** {@return the number of bytes in some buffers} */
    static int length(ByteBuffer[] buffers) {
        int length = 0;
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        return length;
    }

    /** {@return some buffers as one, which may be the only one of them} */
    static ByteBuffer joined(ByteBuffer[] buffers) {
        if (buffers.length == 1) {
            return buffers[0];
        }
        ByteBuffer all = ByteBuffer.allocate(length(buffers));
        for (ByteBuffer buffer : buffers) {
            all.put(buffer);
        }
        return all.flip();
    }

    /** {@return the same buffers, of which so many bytes are taken} */
    static ByteBuffer[] skip(ByteBuffer[] buffers, int bytes) {
        int left = bytes;
        for (ByteBuffer buffer : buffers) {
            int taken = Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + taken);
            left -= taken;
        }
        return buffers;
    }
}
