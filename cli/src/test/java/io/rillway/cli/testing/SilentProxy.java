// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of TCP connections between a client and a server. It can fall silent, as a router that was switched off: its
 * connections stay open and carry nothing any more; those that come afterwards are carried. It can cut them, too.
 */
public final class SilentProxy implements AutoCloseable {

    private final URI server;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    /** A proxy of a server. */
    public SilentProxy(URI server) throws IOException {
        this.server = server;
        var unused = threads.submit(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/");
    }

    /** How many connections are open, silent ones included. */
    public int connections() {
        return links.size();
    }

    /** The connections that are open carry nothing any more, and nobody is told. */
    public void fallSilent() {
        links.forEach(Link::silence);
    }

    /** Closes the connections that are open. */
    public void cut() {
        links.forEach(Link::close);
    }

    private @Nullable Void accept() throws IOException {
        while (!door.isClosed()) {
            Link link = new Link(door.accept(), new Socket(server.getHost(), server.getPort()));
            links.add(link);
            var unusedUp = threads.submit(() -> link.carry(link.client, link.server));
            var unusedDown = threads.submit(() -> link.carry(link.server, link.client));
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        threads.shutdownNow();
    }

    /** One connection with its other half. */
    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void silence() {
            silent = true;
        }

        /** Until one of both ends; of a silent connection the client alone can. */
        @Nullable
        Void carry(Socket from, Socket to) throws IOException {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, length);
                    }
                }
                return null;
            } finally {
                if (!silent || from == client) {
                    close();
                }
            }
        }

        void close() {
            links.remove(this);
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
