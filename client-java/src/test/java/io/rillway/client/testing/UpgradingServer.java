// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A server without TLS that has one answer for everybody: on HTTP/1.1, or after an upgrade for who asks for h2c. Everything is
 * written at once, as much as a window has room for, so that a client finds it all there when it reads first.
 */
public final class UpgradingServer implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int MOST_BYTES = 16_384;

    private final byte[] body;
    private final Reception reception;

    public UpgradingServer(String body) throws IOException {
        this.body = body.getBytes(US_ASCII);
        this.reception = Reception.at(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), this::serve);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + reception.port() + "/events");
    }

    private void serve(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        boolean asked = false;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            asked |= line.equalsIgnoreCase("Upgrade: h2c");
        }
        client.getOutputStream().write(asked ? upgraded() : plain());
        in.transferTo(Writer.nullWriter());
    }

    private byte[] plain() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + body.length + "\r\n\r\n");
        out.writeBytes(body);
        return out.toByteArray();
    }

    private byte[] upgraded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
        frame(out, SETTINGS, 0, 0, new byte[0]);
        byte[] type = "text/event-stream".getBytes(US_ASCII);
        byte[] before = {(byte) 0x88, 0x0f, 0x10, (byte) type.length}; // :status 200, content-type
        frame(out, HEADERS, END_HEADERS, 1, joined(before, type));
        for (int at = 0; at < body.length; at += MOST_BYTES) {
            frame(out, DATA, 0, 1, Arrays.copyOfRange(body, at, Math.min(body.length, at + MOST_BYTES)));
        }
        frame(out, DATA, END_STREAM, 1, new byte[0]);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(US_ASCII));
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        ByteBuffer head = ByteBuffer.allocate(9);
        head.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        head.put((byte) type).put((byte) flags).putInt(stream);
        out.writeBytes(head.array());
        out.writeBytes(payload);
    }

    @Override
    public void close() {
        reception.close();
    }
}
