// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * As much of HTTP/2 over TLS as one event stream needs: it sends pieces with pauses between them, says at one of them that it
 * goes away, and keeps the stream open. Whoever comes again, because their client takes that for an end, gets the rest.
 */
public final class H2Server implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int PREFACE_BYTES = 24;

    private final AtomicBoolean gone = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> pieces;
    private final int goawayAfter;
    private final int pauseMillis;
    private final Reception reception;

    public H2Server(TestCertificate certificate, List<String> pieces, int goawayAfter, int pauseMillis)
            throws IOException {
        this.pieces = pieces;
        this.goawayAfter = goawayAfter;
        this.pauseMillis = pauseMillis;
        ServerSocket door = certificate.listen();
        SSLParameters parameters = ((SSLServerSocket) door).getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        ((SSLServerSocket) door).setSSLParameters(parameters);
        this.reception = Reception.at(door, this::serve);
    }

    public URI uri() {
        return URI.create("https://localhost:" + reception.port() + "/events");
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readFully(new byte[PREFACE_BYTES]);
        frame(out, SETTINGS, 0, 0, new byte[0]);
        boolean open = true;
        while (open) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.readFully(new byte[length]);
            if (type == SETTINGS && flags == 0) {
                frame(out, SETTINGS, 1, 0, new byte[0]);
            } else if (type == HEADERS) {
                open = stream(out, stream);
            }
        }
    }

    private boolean stream(OutputStream out, int stream) throws IOException, InterruptedException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] type = "text/event-stream".getBytes(US_ASCII);
        head.writeBytes(new byte[] {(byte) 0x88, 0x0f, 0x10, (byte) type.length}); // :status 200, content-type
        head.writeBytes(type);
        frame(out, HEADERS, 4, stream, head.toByteArray());
        int sent = 0;
        int resumed = gone.get() ? goawayAfter : 0;
        for (String piece : pieces) {
            if (sent >= resumed) {
                frame(out, DATA, 0, stream, piece.getBytes(ISO_8859_1));
            }
            if (++sent == goawayAfter && resumed == 0) {
                gone.set(true);
                frame(
                        out,
                        GOAWAY,
                        0,
                        0,
                        ByteBuffer.allocate(8).putInt(stream).putInt(0).array());
            }
            if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        out.write(frame.array());
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        reception.close();
    }
}
