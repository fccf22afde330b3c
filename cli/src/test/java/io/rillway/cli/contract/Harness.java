// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The other side of the contract tests: creates streams at a service, and takes their callbacks. */
final class Harness implements AutoCloseable {

    static final JsonMapper MAPPER = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<Integer, Message>> messages = new ConcurrentHashMap<>();
    private final AtomicInteger streams = new AtomicInteger();
    private final HttpServer callbacks;
    private final Optional<ContractServer> service;
    private final URI uri;
    private volatile String agent = "a-harness/1";

    /** A callback, and when it came. */
    record Message(JsonNode body, long nanos) {}

    /** With a service of its own. */
    Harness() throws IOException {
        this(ContractServer.open(anywhere()));
    }

    /** For a service that runs somewhere. */
    Harness(URI service) throws IOException {
        this(service, Optional.empty());
    }

    private Harness(ContractServer service) throws IOException {
        this(URI.create("http://127.0.0.1:" + service.port()), Optional.of(service));
    }

    private Harness(URI uri, Optional<ContractServer> service) throws IOException {
        this.uri = uri;
        this.service = service;
        this.callbacks = HttpServer.create(anywhere(), 200);
        callbacks.createContext("/", this::take);
        callbacks.setExecutor(threads);
        callbacks.start();
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            JsonNode body = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            messages.get(path[1]).put(Integer.valueOf(path[2]), new Message(body, System.nanoTime()));
            exchange.sendResponseHeaders(202, -1);
        }
    }

    /** This harness says from now on that it is another program. */
    void pretend(String program) {
        agent = program;
    }

    HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(request(method, path, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(uri + path))
                .header("User-Agent", agent)
                .method(method, BodyPublishers.ofString(body, UTF_8))
                .build();
    }

    /** Waits until the service was told to stop. */
    void awaitStop() throws InterruptedException {
        service.orElseThrow().await();
    }

    /** Creates a stream. */
    Driven create(ObjectNode body) throws IOException, InterruptedException {
        String name = "s" + streams.incrementAndGet();
        Map<Integer, Message> mine = new ConcurrentSkipListMap<>();
        messages.put(name, mine);
        body.put("callbackUrl", "http://127.0.0.1:" + callbacks.getAddress().getPort() + "/" + name);
        HttpResponse<String> answer = ask("POST", "/", body.toString());
        if (answer.statusCode() != 201) {
            throw new IOException("create: " + answer.statusCode() + " " + answer.body());
        }
        URI place = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return new Driven(this, place.getPath(), mine);
    }

    /** A stream at the service, and what it told. */
    record Driven(Harness harness, String path, Map<Integer, Message> told) implements AutoCloseable {

        /** The messages of a kind, in the order of their numbers. */
        List<Message> all(String kind) {
            return told.values().stream()
                    .filter(message -> message.body().path("kind").asString().equals(kind))
                    .toList();
        }

        void command(String json) throws IOException, InterruptedException {
            harness.ask("POST", path, json);
        }

        @Override
        public void close() {
            harness.http
                    .sendAsync(harness.request("DELETE", path, ""), BodyHandlers.discarding())
                    .join();
        }
    }

    @Override
    public void close() {
        service.ifPresent(ContractServer::close);
        callbacks.stop(0);
        threads.shutdown();
    }
}
