// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server that can fall silent: nothing passes any more, and neither side is told, as when a cable is pulled. */
public final class SilentProxy implements AutoCloseable {

    private static final int PIECE_BYTES = 4096;

    private final URI server;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int silentBelow;

    /** Passes everything on. */
    public SilentProxy(URI server) throws IOException {
        this.server = server;
        start(this::accept);
    }

    /** {@return the address to ask instead of the server's} */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Passes nothing any more. */
    public void fallSilent() {
        silentBelow = Integer.MAX_VALUE;
    }

    /** Passes nothing any more on the connections that are open now; those to come find a way. */
    public void fallSilentOnce() {
        silentBelow = connections.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "silent-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (closed.getCount() > 0) {
                Socket client = door.accept();
                Socket behind = new Socket(server.getHost(), server.getPort());
                sockets.addAll(List.of(client, behind));
                int number = connections.getAndIncrement();
                start(() -> pass(client, behind, number));
                start(() -> pass(behind, client, number));
            }
        } catch (IOException e) {
            // The door has been closed.
            return;
        }
    }

    private void pass(Socket from, Socket to, int number) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE_BYTES];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (number < silentBelow) {
                    closed.await();
                }
                out.write(piece, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has left, which the other will find out.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
