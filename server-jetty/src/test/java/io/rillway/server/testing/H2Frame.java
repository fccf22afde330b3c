// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A frame of HTTP/2 as it stands on the wire; one that a server may not send is a failure of the test. */
record H2Frame(int type, int flags, int stream, ByteBuffer payload) {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;

    static final int ACK = 1;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    /** As nobody says that they take more. */
    private static final int MOST_BYTES = 16_384;

    /** What there may be, each with its flags; a head fits into one frame, and nobody pads. */
    private static final Map<Integer, Integer> FLAGS = Map.of(
            DATA,
            END_STREAM,
            HEADERS,
            END_STREAM | END_HEADERS,
            RST_STREAM,
            0,
            SETTINGS,
            ACK,
            PING,
            ACK,
            GO_AWAY,
            0,
            WINDOW_UPDATE,
            0);

    /** {@return the next frame} */
    static H2Frame read(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        new H2Frame(type, flags, stream, ByteBuffer.allocate(0)).check(length);
        return new H2Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
    }

    private void check(int length) {
        Integer allowed = FLAGS.get(type);
        boolean known = allowed != null && (flags & ~allowed) == 0 && length <= MOST_BYTES;
        boolean placed = (type == DATA || type == HEADERS || type == RST_STREAM)
                ? stream > 0 && stream % 2 == 1
                : type == WINDOW_UPDATE ? stream >= 0 : stream == 0;
        boolean sized = switch (type) {
            case RST_STREAM, WINDOW_UPDATE -> length == 4;
            case SETTINGS -> has(ACK) ? length == 0 : length % 6 == 0;
            case PING -> length == 8;
            case GO_AWAY -> length >= 8;
            case HEADERS -> has(END_HEADERS);
            default -> true;
        };
        if (!known || !placed || !sized) {
            throw new AssertionError(
                    "no frame of HTTP/2: type " + type + " flags " + flags + " stream " + stream + " length " + length);
        }
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    boolean isOfStream() {
        return type == DATA || type == HEADERS || type == RST_STREAM;
    }

    byte[] bytes() {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return bytes;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(payload.remaining() << 8 | type);
        out.write(flags);
        out.writeInt(stream);
        out.write(bytes());
        out.flush();
    }
}
