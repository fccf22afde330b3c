// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes callbacks as no harness should: answers with an error, or not before it is told to, or closes the connection. */
final class OddHarness implements AutoCloseable {

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final CountDownLatch patience = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final int status;

    /** One that answers with a status; with 0 it hangs up at the first try of each message. */
    OddHarness(int status) throws IOException {
        this.status = status;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean first = !paths.contains(path);
            paths.add(path);
            exchange.getRequestBody().readAllBytes();
            if (status == 0 && first) {
                return; // closing an exchange without an answer closes its connection
            }
            patience.await();
            exchange.sendResponseHeaders(status == 0 ? 202 : status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers from now on. */
    void answer() {
        patience.countDown();
    }

    /** The paths of the callbacks, as they came. */
    List<String> paths() {
        return List.copyOf(paths);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/odd/";
    }

    @Override
    public void close() {
        patience.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
