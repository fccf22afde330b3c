// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;

/** One request on a socket of its own, and its answer: the head as it came, and the body without the chunks around it. */
public final class Dialogue implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final String head;

    /** How many bytes of the chunk are still to come; of an answer with a length, of the body. */
    private int left;

    /** Sends a request, and reads the head of the answer. */
    public Dialogue(URI server, String request) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.getOutputStream().write(request.getBytes(UTF_8));
        this.head = until("\r\n\r\n");
        this.left = isChunked() ? 0 : length();
    }

    private boolean isChunked() {
        return head.contains("Transfer-Encoding: chunked\r\n");
    }

    private int length() {
        String name = "Content-Length: ";
        int at = head.indexOf(name);
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at)));
    }

    private String until(String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(UTF_8).endsWith(end)) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("ended after \"" + bytes.toString(UTF_8) + "\"");
            }
            bytes.write(b);
        }
        return bytes.toString(UTF_8);
    }

    /** {@return the head, with the empty line behind it} */
    public String head() {
        return head;
    }

    /** {@return the next frames of the stream} */
    public String frames(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int found = 0;
        while (found < count) {
            int b = next();
            if (b < 0) {
                throw new EOFException("ended after \"" + bytes.toString(UTF_8) + "\"");
            }
            bytes.write(b);
            found += bytes.toString(UTF_8).endsWith("\n\n") ? 1 : 0;
        }
        return bytes.toString(UTF_8);
    }

    /** {@return what is left of the body, up to its end} */
    public String rest() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = next(); b >= 0; b = next()) {
            bytes.write(b);
        }
        return bytes.toString(UTF_8);
    }

    private int next() throws IOException {
        if (left == 0 && isChunked()) {
            left = Integer.parseInt(until("\r\n").strip(), 16);
        }
        if (left == 0) {
            return -1;
        }
        int b = in.read();
        left--;
        if (left == 0 && isChunked()) {
            until("\r\n");
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
