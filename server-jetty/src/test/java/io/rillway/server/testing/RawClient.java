// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;

/** A client that is nothing but a socket, so that a test sees every byte and can leave as rudely as it likes. */
public final class RawClient implements AutoCloseable {

    private static final int RECEIVE_BYTES = 32 << 10;
    private static final int FAREWELL_MILLIS = 50;

    private final Socket socket;
    private final InputStream in;

    /** Connects, and sends a request. */
    public RawClient(URI server, String request) throws IOException {
        this(connected(new Socket(), server), request);
    }

    /** {@return a socket that is connected}; its kernel takes little for one who does not read, so that few events stall it. */
    static Socket connected(Socket socket, URI server) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        return socket;
    }

    /** Sends a request on a socket that is connected already. */
    public RawClient(Socket socket, String request) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.getOutputStream().write(request.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    /** {@return a GET request on HTTP/1.1}; each further header ends with CRLF. */
    public static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** {@return everything up to and including a text} */
    public String readUntil(String text) throws IOException {
        byte[] wanted = text.getBytes(UTF_8);
        byte[] bytes = new byte[1024];
        int length = 0;
        while (!endsWith(bytes, length, wanted)) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended before \"" + text + "\": " + new String(bytes, 0, length, UTF_8));
            }
            bytes = length < bytes.length ? bytes : Arrays.copyOf(bytes, 2 * length);
            bytes[length++] = (byte) b;
        }
        return new String(bytes, 0, length, UTF_8);
    }

    private static boolean endsWith(byte[] bytes, int length, byte[] wanted) {
        int from = length - wanted.length;
        return from >= 0 && Arrays.equals(bytes, from, length, wanted, 0, wanted.length);
    }

    /** {@return everything up to the end} */
    public String readAll() throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    /** {@return everything up to the end, be it clean or not} */
    public String readRest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            in.transferTo(bytes);
        } catch (IOException e) {
            return bytes.toString(UTF_8);
        }
        return bytes.toString(UTF_8);
    }

    /** Sends something further. */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    /** {@return whether the other side has dropped the connection within the time to wait} */
    public boolean isDropped() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Sends a FIN and reads no more. */
    public void leave() throws IOException {
        close();
    }

    /** Sends a RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        if (!socket.isClosed()) {
            // With TLS a socket waits for the other side's farewell, which may never come.
            socket.setSoTimeout(FAREWELL_MILLIS);
        }
        socket.close();
    }
}
