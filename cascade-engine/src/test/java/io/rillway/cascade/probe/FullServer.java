// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server that accepts nothing and whose queue is full, so that the system leaves new connections without an answer. */
final class FullServer implements AutoCloseable {

    private static final int QUICK_MILLIS = 200;

    private final ServerSocket listener;
    private final List<Socket> waiting = new ArrayList<>();

    FullServer() throws IOException {
        this.listener = new ServerSocket(0, 1, InetAddress.getAllByName("127.0.0.1")[0]);
        boolean full = false;
        while (!full) {
            full = !offer();
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        listener.close();
    }

    private boolean offer() throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(listener.getLocalSocketAddress(), QUICK_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
