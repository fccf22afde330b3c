// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes in whoever connects, gives each a thread, and knows who has not left yet. */
final class Reception implements AutoCloseable {

    private final ServerSocket door;
    private final Service service;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What is done for one client, whose connection ends with it. */
    @FunctionalInterface
    interface Service {

        void serve(Socket client) throws IOException, InterruptedException;
    }

    private Reception(ServerSocket door, Service service) {
        this.door = door;
        this.service = service;
    }

    static Reception at(ServerSocket door, Service service) {
        Reception reception = new Reception(door, service);
        reception.daemon(reception::accept);
        return reception;
    }

    int port() {
        return door.getLocalPort();
    }

    int clients() {
        return open.size();
    }

    /** Resets every connection. */
    void reset() throws IOException {
        for (Socket client : open) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    private void daemon(Runnable work) {
        Thread thread = new Thread(work, "reception-" + port());
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                daemon(() -> serve(client));
            } catch (IOException e) {
                break; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            service.serve(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The client has left, which is what clients() tells.
        } finally {
            open.remove(client);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
