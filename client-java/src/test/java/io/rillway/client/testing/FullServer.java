// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A server whose queue of connections is full, so that a further one is neither taken nor refused. */
public final class FullServer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket socket;
    private final List<Socket> queue = new ArrayList<>();

    public FullServer() throws IOException {
        this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        boolean full = false;
        while (!full) {
            full = !enters();
        }
    }

    private boolean enters() throws IOException {
        Socket client = new Socket();
        queue.add(client);
        try {
            client.connect(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/events");
    }

    @Override
    public void close() {
        try {
            for (Socket client : queue) {
                client.close();
            }
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
