// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One answer of a scripted server: a status line, headers, a body in pieces whose characters are bytes, and what becomes of
 * the connection then.
 */
public record Answer(int status, List<String> headers, List<String> body, Framing framing, Then then, int pauseMillis) {

    public Answer(int status, List<String> headers, List<String> body, Framing framing, Then then) {
        this(status, headers, body, framing, then, 0);
    }

    /** How the body is framed. */
    public enum Framing {
        CHUNKED,
        CONTENT_LENGTH,
        TO_CLOSE
    }

    /** What happens after the body. */
    public enum Then {
        /** The body ends as its framing has it. */
        END,
        /** The connection is closed before the body's end. */
        CUT,
        /** The connection is reset. */
        RESET,
        /** The connection stays open, silent. */
        HOLD
    }

    /** Never answers. */
    public static Answer silence() {
        return new Answer(0, List.of(), List.of(), Framing.TO_CLOSE, Then.HOLD);
    }

    /** An event stream that ends after these pieces. */
    public static Answer stream(String... body) {
        List<String> bytes = Stream.of(body)
                .map(piece -> new String(piece.getBytes(UTF_8), ISO_8859_1))
                .toList();
        return new Answer(200, List.of("Content-Type: text/event-stream"), bytes, Framing.CHUNKED, Then.END);
    }

    /** An event stream that stays open. */
    public static Answer held(String... body) {
        return stream(body).then(Then.HOLD);
    }

    /** An answer without a body. */
    public static Answer status(int status) {
        return new Answer(status, List.of(), List.of(), Framing.CONTENT_LENGTH, Then.END);
    }

    public Answer header(String line) {
        List<String> more = new ArrayList<>(headers);
        more.add(line);
        return new Answer(status, List.copyOf(more), body, framing, then, pauseMillis);
    }

    public Answer framing(Framing other) {
        return new Answer(status, headers, body, other, then, pauseMillis);
    }

    public Answer then(Then other) {
        return new Answer(status, headers, body, framing, other, pauseMillis);
    }

    /** This with a pause after each piece. */
    public Answer pausing(int millis) {
        return new Answer(status, headers, body, framing, then, millis);
    }

    /** Writes the answer; true if the connection may be used again. */
    boolean write(Socket socket, CountDownLatch closed) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        if (status > 0) {
            out.write(head().getBytes(ISO_8859_1));
            out.flush();
        }
        for (String piece : body) {
            out.write(framed(piece));
            out.flush();
            if (pauseMillis > 0 && closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return switch (then) {
            case END -> end(socket);
            case CUT -> close(socket);
            case RESET -> {
                socket.setSoLinger(true, 0);
                yield close(socket);
            }
            case HOLD -> true;
        };
    }

    private String head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        switch (framing) {
            case CHUNKED -> head.append("Transfer-Encoding: chunked\r\n");
            case CONTENT_LENGTH ->
                head.append("Content-Length: ")
                        .append(String.join("", body).getBytes(ISO_8859_1).length)
                        .append("\r\n");
            case TO_CLOSE -> head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString();
    }

    private byte[] framed(String piece) {
        if (framing != Framing.CHUNKED || piece.isEmpty()) {
            return piece.getBytes(ISO_8859_1);
        }
        return (Integer.toHexString(piece.getBytes(ISO_8859_1).length) + "\r\n" + piece + "\r\n").getBytes(ISO_8859_1);
    }

    private boolean end(Socket socket) throws IOException {
        if (framing == Framing.TO_CLOSE) {
            return close(socket);
        }
        if (framing == Framing.CHUNKED) {
            socket.getOutputStream().write("0\r\n\r\n".getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        }
        return true;
    }

    private static boolean close(Socket socket) throws IOException {
        socket.close();
        return false;
    }
}
