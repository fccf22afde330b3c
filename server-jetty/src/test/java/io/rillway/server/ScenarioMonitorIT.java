// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.ConnectionState;
import io.rillway.events.catalog.LogEvents;
import io.rillway.server.testing.Frames;
import io.rillway.server.testing.Frames.Frame;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The second of the five scenarios: who watches the log of a server, from the first line to the export. */
class ScenarioMonitorIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PADDING = " ".repeat(2000);

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger log = (Logger) LoggerFactory.getLogger("app.scenario");
    private final Appender<ILoggingEvent> console = root.getAppender("out");
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> followed = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    private TestServer server;

    @BeforeEach
    void start() {
        root.detachAppender(console);
        log.setLevel(Level.INFO);
        server = TestServer.over("""
                server: {port: 0}
                data: memory
                auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
                endpoints: [monitor]
                monitor: {token: monitor-token}
                limits: {maxEventBytes: 2500}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
        log.setLevel(null);
        root.addAppender(console);
    }

    private void log(int from, int to) {
        IntStream.range(from, to).forEach(i -> log.info("m{}{}", i, PADDING));
    }

    private Frames open(String... headers) throws IOException, InterruptedException {
        return new Frames(http, uri("/monitor/stream?token=monitor-token"), headers);
    }

    private URI uri(String path) {
        return server.uri().resolve(path);
    }

    private static String message(Frame frame) {
        return JSON.readTree(frame.data()).path("message").asString().strip();
    }

    private static List<String> messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.send("monitor-token", "GET", path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private EventClient follow() {
        EventClient client = EventClient.open(uri("/monitor/stream"), ClientOptions.bearer("monitor-token"));
        client.on(LogEvents.LOG, line -> followed.add(line.message().strip()));
        client.on(LogEvents.ERROR, error -> failures.add(error.message()));
        return client;
    }

    private static boolean isLine(Frame frame, String message) {
        return frame.event().equals("log") && message(frame).equals(message);
    }

    @Test
    @DisplayName(
            "S2-01 S2-03 S2-04 S2-06 S2-11 scenario 2: backlog, live, one who never reads, a failure, and on from there")
    void watchesALog() throws Exception {
        try (EventClient client = follow()) {
            client.start();
            await().until(() -> client.snapshot().state() == ConnectionState.CONNECTED);
            log(0, 300);
            await().until(() -> followed.contains("m299"));
            log(300, 600);
            await().until(() -> followed.contains("m599"));
            assertThat(ask("/monitor/health").path("status").asString()).isEqualTo("ok");

            try (RawClient deaf = server.open("", "/monitor/stream?token=monitor-token");
                    Frames frames = open()) {
                deaf.readUntil("200 OK");
                List<Frame> backlog = frames.until(frame -> isLine(frame, "m599"));
                assertThat(backlog).extracting(Frame::event).containsOnly("log");
                assertThat(backlog).extracting(ScenarioMonitorIT::message).isEqualTo(messages(100, 600));

                log(600, 900);
                List<Frame> live = new ArrayList<>(frames.until(frame -> isLine(frame, "m899")));
                await().until(() -> followed.contains("m899"));
                log(900, 1200);
                live.addAll(frames.until(frame -> isLine(frame, "m1199")));
                assertThat(live).extracting(ScenarioMonitorIT::message).isEqualTo(messages(600, 1200));
                await().until(() -> followed.contains("m1199"));

                log.error("\u0001".repeat(1000));
                Frame failure = frames.next().orElseThrow();
                assertThat(failure.event()).isEqualTo("error");
                assertThat(failure.data()).startsWith("{\"message\":\"a line of the log could not be told");
                assertThat(frames.next()).as("the end of the stream").isEmpty();
                await().until(() -> !failures.isEmpty());

                log(1200, 1210);
                String last = live.get(live.size() - 1).id();
                try (Frames again = open("Last-Event-ID", last)) {
                    assertThat(again.until(frame -> isLine(frame, "m1209")))
                            .extracting(ScenarioMonitorIT::message)
                            .isEqualTo(messages(1200, 1210));
                }
            }
            await().until(() -> followed.contains("m1209"));
            assertThat(followed).filteredOn(m -> m.startsWith("m")).isEqualTo(messages(0, 1210));
        }
        JsonNode health = ask("/monitor/health");
        assertThat(health.path("status").asString()).isEqualTo("error");
        assertThat(health.path("lastErrorAt").asString()).endsWith("Z");
        JsonNode logs = ask("/monitor/logs").path("logs");
        assertThat(logs.size()).isEqualTo(500);
        assertThat(logs.get(499).path("message").asString().strip()).isEqualTo("m1209");
        assertThat(ask("/monitor/logs?level=error").path("logs").size()).isEqualTo(1);
    }
}
