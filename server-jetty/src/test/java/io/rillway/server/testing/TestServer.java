// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.server.RillwayServer;
import io.rillway.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference server over a configuration, and requests to it. */
public final class TestServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FILE = "rillway.yaml";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final Runnable afterwards;
    private RillwayServer server;

    private TestServer(Path folder, String yaml, Runnable afterwards) throws IOException {
        this.folder = folder;
        this.afterwards = afterwards;
        configure(yaml);
        this.server = open();
    }

    /** Opens a server over a configuration, which is written into the folder. */
    public TestServer(Path folder, String yaml) throws IOException {
        this(folder, yaml, () -> {});
    }

    /** {@return a server with a folder of its own, which goes when the server is closed} */
    public static TestServer over(String yaml) {
        TestFolder own = TestFolder.create();
        try {
            return new TestServer(own.path(), yaml, own::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RillwayServer open() {
        Path file = folder.resolve(FILE);
        return RillwayServer.open(() -> ServerConfig.load(file, Map.of(), Map.of()));
    }

    /** Writes another configuration, which counts when it is read again. */
    public void configure(String yaml) throws IOException {
        Files.writeString(folder.resolve(FILE), yaml);
    }

    /** Closes the server, and opens another over a configuration and what the folder has. */
    public void restart(String yaml) throws IOException {
        server.close();
        configure(yaml);
        server = open();
    }

    /** {@return the folder with the configuration and, unless that says otherwise, the data} */
    public Path folder() {
        return folder;
    }

    /** {@return the server} */
    public RillwayServer server() {
        return server;
    }

    /** {@return the answer to a request with a bearer token} */
    public HttpResponse<String> send(String token, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(token, method, path, body.getBytes(UTF_8), headers);
    }

    /** {@return the answer to a request with a bearer token, whose body need not be text} */
    public HttpResponse<String> send(String token, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri().resolve(path)).method(method, ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** {@return the answer to a GET with a bearer token, to be read as it comes} */
    public RawClient open(String token, String path, String... headers) throws IOException {
        String bearer = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
        return new RawClient(uri(), RawClient.get(path, bearer + String.join("", headers)));
    }

    /** {@return everything that the server sends for some bytes until it closes} */
    public String raw(String request) throws IOException {
        try (RawClient socket = new RawClient(uri(), request)) {
            return socket.readAll();
        }
    }

    /** {@return a field of the error in an answer} */
    public static String error(HttpResponse<String> response, String field) {
        return JSON.readTree(response.body()).path("error").path(field).asString();
    }

    /** {@return the data in an answer} */
    public static JsonNode data(HttpResponse<String> response) {
        return JSON.readTree(response.body()).path("data");
    }

    /** {@return the address} */
    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
        afterwards.run();
    }
}
