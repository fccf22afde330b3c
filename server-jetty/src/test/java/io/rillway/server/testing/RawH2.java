// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP/2 client that is nothing but frames, so that a test decides which stream takes how much. Header blocks of answers
 * are not decoded. Used by one thread.
 */
public final class RawH2 implements AutoCloseable {

    /** The types of frames that matter here. */
    private static final int DATA = 0;

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 1;
    private static final int END = 1;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
    private final Map<Integer, String> ends = new HashMap<>();

    /** Connects; the connection's own window never stops anything. */
    public RawH2(URI server) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        widen(0, 1 << 30);
    }

    /** Sends a GET request. */
    public void get(int stream, String path) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x82);
        block.write(0x86);
        literal(block, 4, path);
        literal(block, 1, "localhost");
        frame(HEADERS, 0x4 | END, stream, block.toByteArray());
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) throws IOException {
        block.write(name);
        block.write(value.length());
        block.write(value.getBytes(US_ASCII));
    }

    /** Lets a stream take more bytes than the 65535 that each has. */
    public void widen(int stream, int bytes) throws IOException {
        frame(WINDOW_UPDATE, 0, stream, new byte[] {
            (byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes
        });
    }

    /** Gives a stream up, as a browser does whose tab is closed. */
    public void cancel(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    /** Reads until a stream has said something; {@return all that it said} */
    public String readUntil(int stream, String text) throws IOException {
        while (!body(stream).contains(text)) {
            if (ends.containsKey(stream)) {
                throw new IOException("ended (" + ends.get(stream) + ") before \"" + text + "\": " + body(stream));
            }
            read();
        }
        return body(stream);
    }

    /** Reads until the server ends the connection; {@return its error, 11 for one who asks for too much} */
    public String readGoAway() throws IOException {
        return readEnd(0);
    }

    /** Reads until a stream has ended; {@return how: {@code END} or {@code RESET}} */
    public String readEnd(int stream) throws IOException {
        while (!ends.containsKey(stream)) {
            read();
        }
        return ends.get(stream);
    }

    private String body(int stream) {
        ByteArrayOutputStream body = bodies.get(stream);
        return body == null ? "" : body.toString(UTF_8);
    }

    private void read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (type == DATA) {
            bodies.computeIfAbsent(stream, s -> new ByteArrayOutputStream()).write(payload);
        }
        if (type == GO_AWAY) {
            ends.put(0, "GO_AWAY " + payload[7]);
        } else if (type == RST_STREAM) {
            ends.put(stream, "RESET");
        } else if ((type == DATA || type == HEADERS) && (flags & END) != 0) {
            ends.put(stream, "END");
        } else if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
            frame(type, ACK, 0, type == PING ? payload : new byte[0]);
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(new byte[] {(byte) (payload.length >>> 16), (byte) (payload.length >>> 8), (byte) payload.length});
        out.write(type);
        out.write(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
