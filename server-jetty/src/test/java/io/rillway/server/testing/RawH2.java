// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static io.rillway.server.testing.H2Frame.ACK;
import static io.rillway.server.testing.H2Frame.DATA;
import static io.rillway.server.testing.H2Frame.END_HEADERS;
import static io.rillway.server.testing.H2Frame.END_STREAM;
import static io.rillway.server.testing.H2Frame.GO_AWAY;
import static io.rillway.server.testing.H2Frame.HEADERS;
import static io.rillway.server.testing.H2Frame.PING;
import static io.rillway.server.testing.H2Frame.RST_STREAM;
import static io.rillway.server.testing.H2Frame.SETTINGS;
import static io.rillway.server.testing.H2Frame.WINDOW_UPDATE;
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
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP/2 client that is nothing but frames, so that a test decides which stream takes how much. It fails the test where
 * a frame is none, or more comes than may. Header blocks of answers are not decoded. Used by one thread.
 */
public final class RawH2 implements AutoCloseable {

    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int CANCEL = 8;

    /** Gets what streams say, as it comes. */
    public interface Taker {

        /** A stream has said something. */
        void data(int stream, byte[] bytes);
    }

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
    private final Map<Integer, String> ends = new HashMap<>();
    private final H2Windows windows = new H2Windows();
    private final Taker taker;

    /** Connects, and keeps what streams say; the connection's own window never stops anything. */
    public RawH2(URI server) throws IOException {
        this(server, Optional.empty());
        widen(0, 1 << 30);
    }

    /** Connects, and hands on what streams say. */
    public RawH2(URI server, Taker taker) throws IOException {
        this(server, Optional.of(taker));
    }

    private RawH2(URI server, Optional<Taker> taker) throws IOException {
        this.taker = taker.orElse(this::keep);
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        windows.announce(H2Windows.AT_FIRST);
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    private void keep(int stream, byte[] bytes) {
        bodies.computeIfAbsent(stream, s -> new ByteArrayOutputStream()).writeBytes(bytes);
    }

    /** Sends a GET request. */
    public void get(int stream, String path) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x82);
        block.write(0x86);
        literal(block, 4, path);
        literal(block, 1, "localhost");
        windows.open(stream);
        frame(HEADERS, END_HEADERS | END_STREAM, stream, block.toByteArray());
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) throws IOException {
        block.write(name);
        block.write(value.length());
        block.write(value.getBytes(US_ASCII));
    }

    /** Lets a stream take more bytes than the 65535 that each has. */
    public void widen(int stream, int bytes) throws IOException {
        windows.widen(stream, bytes);
        frame(WINDOW_UPDATE, 0, stream, number(bytes));
    }

    /** Lets each stream take so many bytes from its beginning on, also those that have begun. */
    public void window(int bytes) throws IOException {
        windows.announce(bytes);
        frame(
                SETTINGS,
                0,
                0,
                ByteBuffer.allocate(6)
                        .putShort((short) INITIAL_WINDOW_SIZE)
                        .putInt(bytes)
                        .array());
    }

    /** {@return how many bytes the connection may still send} */
    public long left() {
        return windows.all();
    }

    /** Gives a stream up, as a browser does whose tab is closed. */
    public void cancel(int stream) throws IOException {
        windows.close(stream);
        frame(RST_STREAM, 0, stream, number(CANCEL));
    }

    /** Asks for an answer that has nothing to do with any stream. */
    public void ping() throws IOException {
        frame(PING, 0, 0, new byte[8]);
    }

    /** Says that it goes, and opens no further stream. */
    public void goAway() throws IOException {
        frame(GO_AWAY, 0, 0, new byte[8]);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /** Reads until a stream has said something; {@return all that it said} */
    public String readUntil(int stream, String text) throws IOException {
        for (int seen = -1; seen == size(stream) || !body(stream).contains(text); ) {
            seen = size(stream);
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

    /** {@return whether something can be read without waiting for it to begin} */
    public boolean hasSome() throws IOException {
        return in.available() > 0;
    }

    /** {@return whether a stream was ended by the server} */
    public boolean hasEnded(int stream) {
        return ends.containsKey(stream);
    }

    private int size(int stream) {
        ByteArrayOutputStream body = bodies.get(stream);
        return body == null ? 0 : body.size();
    }

    private String body(int stream) {
        ByteArrayOutputStream body = bodies.get(stream);
        return body == null ? "" : body.toString(UTF_8);
    }

    /** Reads a frame. */
    public void read() throws IOException {
        H2Frame frame = H2Frame.read(in);
        if (frame.isOfStream() && ends.containsKey(frame.stream())) {
            throw new AssertionError("stream " + frame.stream() + " goes on behind its end");
        }
        switch (frame.type()) {
            case DATA -> {
                windows.take(frame.stream(), frame.payload().remaining());
                taker.data(frame.stream(), frame.bytes());
            }
            case GO_AWAY -> ends.put(0, "GO_AWAY " + frame.payload().get(7));
            case RST_STREAM -> end(frame.stream(), "RESET");
            case SETTINGS, PING -> answer(frame);
            default -> {}
        }
        if (frame.isOfStream() && frame.type() != RST_STREAM && frame.has(END_STREAM)) {
            end(frame.stream(), "END");
        }
    }

    private void end(int stream, String how) {
        ends.put(stream, how);
        windows.close(stream);
    }

    private void answer(H2Frame frame) throws IOException {
        if (!frame.has(ACK)) {
            frame(frame.type(), ACK, 0, frame.type() == PING ? frame.bytes() : new byte[0]);
        } else if (frame.type() == SETTINGS) {
            windows.heard();
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        new H2Frame(type, flags, stream, ByteBuffer.wrap(payload)).write(out);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
