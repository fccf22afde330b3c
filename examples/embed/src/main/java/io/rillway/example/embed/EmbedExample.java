// SPDX-License-Identifier: Apache-2.0
package io.rillway.example.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rillway.cascade.Cascade;
import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.CascadeException;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.hub.BlockingConnection;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Hub and engine inside a plain JDK web server: {@code GET /events} follows, {@code POST /start?web} and
 * {@code POST /stop?web} act.
 */
public final class EmbedExample implements AutoCloseable {

    private final EventHub hub;
    private final CascadeEngine engine;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Starts the web server on a free port of the loopback address.
     *
     * @param graph what is orchestrated
     * @param options how
     * @throws IOException if it cannot listen
     */
    public EmbedExample(ResourceGraph graph, EngineOptions options) throws IOException {
        this.hub = EventHub.open(HubOptions.defaults());
        this.engine = CascadeEngine.open(graph, options.publishTo(hub));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/events", this::follow);
        server.createContext("/start", exchange -> act(exchange, true));
        server.createContext("/stop", exchange -> act(exchange, false));
        server.start();
    }

    /** {@return the address of the web server} */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The thread that the web server lends to a request writes its stream. */
    private void follow(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        BlockingConnection connection = BlockingConnection.over(exchange.getResponseBody());
        Subscription stream = hub.subscribe(SubscribeRequest.of("anybody", "**"), connection);
        connection.serve();
        stream.close(CloseReason.PEER_GONE);
    }

    private void act(HttpExchange exchange, boolean start) throws IOException {
        String id = String.valueOf(exchange.getRequestURI().getQuery());
        try {
            Cascade cascade = start ? engine.start(id) : engine.stop(id);
            answer(exchange, 202, cascade.id());
        } catch (CascadeException e) {
            answer(exchange, 409, String.valueOf(e.getMessage()));
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Ends the streams, lets go of the resources, and stops the web server. */
    @Override
    public void close() {
        engine.close();
        hub.close();
        server.stop(0);
        threads.shutdown();
    }
}
