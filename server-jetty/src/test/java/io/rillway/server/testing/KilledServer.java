// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a program of its own, with one stream of all its cascades. */
public final class KilledServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final URI uri;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    /** Starts one over a configuration, and returns when it listens. */
    public KilledServer(Path yaml) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProgram.class.getName(),
                        yaml.toString())
                .redirectError(yaml.resolveSibling("server.log").toFile())
                .start();
        BufferedReader out = process.inputReader(UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("LISTENING ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the server did not start; see server.log beside " + yaml);
        }
        uri = URI.create(line.substring("LISTENING ".length()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri.resolve(path)).header("Authorization", "Bearer admin-token");
    }

    /** Follows every cascade, from the beginning of the log. */
    public KilledServer follow() {
        HttpRequest request =
                request("/api/v1/events/stream?topic=cascade/**&last=100000").build();
        Thread reader = new Thread(() -> read(request), "test-stream");
        reader.setDaemon(true);
        reader.start();
        return this;
    }

    private void read(HttpRequest request) {
        try {
            client.send(request, HttpResponse.BodyHandlers.ofLines()).body().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(end of the stream)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often the end of a cascade was told on the stream. */
    public long ends(String cascadeId) {
        return List.copyOf(lines).stream()
                .filter(line -> line.startsWith("data:") && line.contains(cascadeId))
                .filter(line -> line.contains("\"success\":true") || line.contains("\"failedStep\":"))
                .count();
    }

    /** Whether a line has come. */
    public boolean saw(String line) {
        return List.copyOf(lines).contains(line);
    }

    /** How many events have come. */
    public long told() {
        return List.copyOf(lines).stream()
                .filter(line -> line.startsWith("data:"))
                .count();
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return body(request(path).build());
    }

    public JsonNode post(String path, String body) throws IOException, InterruptedException {
        return body(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode body(HttpRequest request) throws IOException, InterruptedException {
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Ends the program at once: {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
