// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks the public SSE contract-test protocol: a harness creates streams, sends them commands, and is told by callbacks what
 * the client sees.
 *
 * <p><b>Threads:</b> any. <b>Errors:</b> a request that makes no sense is answered with 400 and a sentence. <b>Limits:</b>
 * for a harness on the same machine; whoever reaches the port can make it send requests anywhere.
 */
public final class ContractServer implements AutoCloseable {

    private static final List<String> CAPABILITIES = List.of(
            "bom",
            "comments",
            "headers",
            "last-event-id",
            "post",
            "read-timeout",
            "report",
            "restart",
            "server-directed-shutdown-request",
            "rillway-options",
            "rillway-actions",
            "rillway-states");

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, DrivenStream> streams = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();

    // The addresses of harnesses that have used a capability of ours.
    private final Set<String> acquainted = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ContractServer(HttpServer server) {
        this.server = server;
    }

    /**
     * {@return a service that listens}
     *
     * @param address where; port 0 takes any free one
     * @throws IOException if it cannot listen there
     */
    public static ContractServer open(InetSocketAddress address) throws IOException {
        ContractServer service = new ContractServer(HttpServer.create(address, 200));
        service.server.createContext("/", service::serve);
        service.server.setExecutor(service.threads);
        service.server.start();
        return service;
    }

    /** {@return the port it listens on} */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Follows itself for a moment, so that a harness does not time the loading of classes. */
    public void warmUp() {
        URI here = URI.create("http://127.0.0.1:" + port() + "/");
        try (EventClient client =
                EventClient.open(here, ClientOptions.defaults().once())) {
            boolean unused = client.stream().findFirst().isPresent();
        }
    }

    /**
     * Waits until a harness says to stop, or it is closed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void await() throws InterruptedException {
        stopped.await();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (IllegalArgumentException | JacksonException e) {
                send(exchange, 400, String.valueOf(e.getMessage()));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String request = exchange.getRequestMethod() + (path.equals("/") ? " /" : " /streams");
        switch (request) {
            case "GET /" -> send(exchange, 200, status());
            case "POST /" -> create(exchange);
            case "DELETE /" -> {
                send(exchange, 204, "");
                stopped.countDown();
            }
            case "POST /streams" -> command(exchange, path);
            case "DELETE /streams" -> remove(exchange, path);
            default -> send(exchange, 405, "");
        }
    }

    private static String status() {
        return MAPPER.writeValueAsString(Map.of("name", "rillway client-java", "capabilities", CAPABILITIES));
    }

    private void create(HttpExchange exchange) throws IOException {
        Order order = Order.read(body(exchange));
        String path = "/streams/" + opened.incrementAndGet();
        streams.put(
                path, DrivenStream.open(order, new Callbacks(threads, order.callback()), knowsStates(exchange, order)));
        String host = exchange.getRequestHeaders().getFirst("Host");
        exchange.getResponseHeaders().set("Location", host == null ? path : "http://" + host + path);
        send(exchange, 201, "");
    }

    /** The public harness, which is written in Go, takes a kind that it does not know for a mistake. */
    private boolean knowsStates(HttpExchange exchange, Order order) {
        String harness = String.valueOf(order.callback().getAuthority());
        if (order.ours()) {
            acquainted.add(harness);
        }
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        return acquainted.contains(harness) || agent == null || !agent.startsWith("Go-http-client");
    }

    private void command(HttpExchange exchange, String path) throws IOException {
        JsonNode body = body(exchange);
        @Nullable DrivenStream stream = streams.get(path);
        if (stream == null) {
            send(exchange, 404, "");
            return;
        }
        switch (body.path("command").asString("")) {
            case "listen" -> {} // every type is listened to
            case "restart" -> stream.restart();
            case "request" -> stream.request(body.at("/request/count").asLong(1));
            default ->
                throw new IllegalArgumentException(
                        "command: " + body.path("command") + " (expected: listen, restart or request)");
        }
        send(exchange, 202, "");
    }

    private void remove(HttpExchange exchange, String path) throws IOException {
        DrivenStream stream = streams.remove(path);
        if (stream != null) {
            stream.close();
        }
        send(exchange, stream == null ? 404 : 204, "");
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        return MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        if (status == 200) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        stopped.countDown();
        streams.values().forEach(DrivenStream::close);
        server.stop(0);
        threads.shutdown();
    }
}
