// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import com.sun.net.httpserver.HttpServer;
import io.rillway.server.testing.Frames;
import io.rillway.server.testing.Frames.Frame;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import io.rillway.testing.LiveThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The routes of the log monitor, and who may use them. */
class MonitorIT {

    private static final String AUTH = """
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: eve-token, principal: eve, roles: [viewer], grants: ["chat"]}
            """;
    private static final String ON = AUTH + "endpoints: [canonical, monitor]\n" + """
            monitor:
              token: monitor-token
            """;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger log = (Logger) LoggerFactory.getLogger("app.monitor");
    private final Appender<ILoggingEvent> console = root.getAppender("out");

    @TempDir
    private Path folder;

    @BeforeEach
    void quiet() {
        root.detachAppender(console);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void loud() {
        log.setLevel(null);
        root.addAppender(console);
    }

    private static Frames open(TestServer server, String query, String... headers) throws Exception {
        return new Frames(HttpClient.newHttpClient(), server.uri().resolve("/monitor/stream" + query), headers);
    }

    @ParameterizedTest
    @DisplayName("S2-10 Bearer, then token, then the cookie; none good is 401 with the monitor's own body")
    @CsvSource(
            delimiter = '|',
            value = {
                "monitor-token|||200",
                "|monitor-token||200",
                "||monitor-token|200",
                "wrong|monitor-token||200",
                "wrong|wrong|monitor-token|200",
                "admin-token|||200",
                "wrong|wrong|wrong|401",
                "|||401"
            })
    void takesACredentialFromThreePlaces(String bearer, String query, String cookie, int status) throws Exception {
        try (TestServer server = new TestServer(folder, ON)) {
            for (String path : new String[] {"/monitor/logs", "/monitor/health"}) {
                HttpResponse<String> answer = server.send(
                        bearer == null ? "" : bearer,
                        "GET",
                        path + (query == null ? "" : "?token=" + query),
                        "",
                        "Cookie",
                        "monitor_token=" + cookie);
                assertThat(answer.statusCode()).isEqualTo(status);
                if (status == 401) {
                    assertThat(answer.body()).isEqualTo("{\"error\":\"unauthorized\"}");
                }
            }
        }
    }

    @Test
    @DisplayName(
            "S2-10 the monitor's token opens the monitor and nothing else; who is not granted the log does not see it")
    void grantsTheLogAlone() throws Exception {
        try (TestServer server = new TestServer(folder, ON)) {
            assertThat(server.send("monitor-token", "GET", "/api/v1/graph", "").statusCode())
                    .isEqualTo(403);
            assertThat(server.send("monitor-token", "GET", "/api/v1/events/stream?topic=chat", "")
                            .statusCode())
                    .isEqualTo(403);
            HttpResponse<String> eve = server.send("eve-token", "GET", "/monitor/logs", "");
            assertThat(eve.statusCode()).isEqualTo(403);
            assertThat(eve.body()).isEqualTo("{\"error\":\"forbidden\"}");
            assertThat(server.send("admin-token", "GET", "/monitor/nothing", "").body())
                    .isEqualTo("{\"error\":\"not_found\"}");
            assertThat(server.send("admin-token", "POST", "/monitor/logs", "").statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    @DisplayName("S2-10 switched off it is 404 monitor_disabled, and hears nothing")
    void canBeSwitchedOff() throws Exception {
        try (TestServer server = new TestServer(folder, ON + "  enabled: false\n")) {
            for (String path : new String[] {"stream", "logs", "health", ""}) {
                HttpResponse<String> answer = server.send("admin-token", "GET", "/monitor/" + path, "");
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).isEqualTo("{\"error\":\"monitor_disabled\"}");
            }
            assertThat(root.getAppender("rillway-monitor")).isNull();
        }
    }

    @Test
    @DisplayName("S2-08 G9 hears nothing more after the server has stopped, and leaves no thread")
    void leavesNothingBehind() throws Exception {
        try (TestServer server = new TestServer(folder, ON)) {
            assertThat(server.uri()).isNotNull();
            assertThat(root.getAppender("rillway-monitor")).isNotNull();
        }
        assertThat(root.getAppender("rillway-monitor")).isNull();
        assertThat(LiveThreads.named(name -> name.startsWith("rillway-log"))).isEmpty();
    }

    @Test
    @DisplayName("S2-05 S2-09 plain SSE: event: log with data: JSON, no-store, keep-alive")
    void speaksPlainEvents() throws Exception {
        try (TestServer server = new TestServer(folder, ON);
                RawClient client =
                        new RawClient(server.uri(), RawClient.get("/monitor/stream?token=monitor-token", ""))) {
            String head = client.readUntil("\r\n\r\n");
            assertThat(head)
                    .contains("Content-Type: text/event-stream\r\n")
                    .contains("Cache-Control: no-store\r\n")
                    .contains("Connection: keep-alive\r\n");
            log.warn("late");
            assertThat(client.readUntil("}\n\n"))
                    .contains("\nevent: log\ndata: {\"ts\":\"")
                    .endsWith("\"level\":\"warn\",\"message\":\"late\",\"context\":{\"logger\":\"app.monitor\"}}\n\n");
        }
    }

    @Test
    @DisplayName("S2-11 the level filter narrows backlog and live alike, by any of several levels")
    void filtersByLevel() throws Exception {
        try (TestServer server = new TestServer(folder, ON);
                Frames all = open(server, "?token=monitor-token")) {
            log.info("a");
            log.warn("b");
            log.error("c");
            all.until(frame -> frame.data().contains("\"c\""));
            try (Frames some = open(server, "?token=monitor-token&level=warn&level=error")) {
                log.info("d");
                log.error("e");
                assertThat(some.until(frame -> frame.data().contains("\"e\"")))
                        .extracting(Frame::data)
                        .extracting(data -> data.replaceAll(".*\"message\":\"(.).*", "$1"))
                        .containsExactly("b", "c", "e");
            }
            assertThat(server.send("monitor-token", "GET", "/monitor/logs?level=warn,info", "")
                            .body())
                    .contains("\"a\"", "\"b\"", "\"d\"")
                    .doesNotContain("\"c\"", "\"e\"");
        }
    }

    @Test
    @DisplayName("S2-02 G7 what was thrown is told with its stack; a credential that was logged is not")
    void tellsWhatWasThrownButNoSecret() throws Exception {
        try (TestServer server = new TestServer(folder, ON);
                Frames frames = open(server, "?token=monitor-token")) {
            log.error("cannot reach https://u:pw@db/?token=abc", new IOException("Bearer s3cret-token"));

            String data = frames.next().orElseThrow().data();
            assertThat(data)
                    .contains("cannot reach https://***@db/?token=***")
                    .contains("\"error\":{\"name\":\"java.io.IOException\",\"message\":\"Bearer ***\",\"stack\":\"")
                    .doesNotContain("s3cret", "abc", "pw");
        }
    }

    @Test
    @DisplayName("S2-12 too many errors are posted to the webhook once")
    void postsAnAlert() throws Exception {
        BlockingQueue<String> posted = new LinkedBlockingQueue<>();
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/hook", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        String alert = "  alert: {threshold: 2, window: 1m, webhook: \"http://127.0.0.1:"
                + hook.getAddress().getPort() + "/hook?key=s3cret\"}\n";
        try (TestServer server = new TestServer(folder, ON + alert)) {
            assertThat(server.uri()).isNotNull();
            log.error("one");
            log.error("two");
            log.error("three");

            assertThat(posted.poll(10, TimeUnit.SECONDS))
                    .startsWith("{\"type\":\"monitor_error_threshold\",\"threshold\":2,\"count\":2,\"lastErrorAt\":\"")
                    .contains("\"windowMs\":60000,\"ts\":\"");
            assertThat(posted).isEmpty();
        } finally {
            hook.stop(0);
        }
    }

    @Test
    @DisplayName(
            "S2-06 the event log keeps 500 lines of 5 minutes unless it is told otherwise, and evicts nobody else for them")
    void keepsTheLogApart() throws Exception {
        try (TestServer server =
                        new TestServer(folder, AUTH + "endpoints: [canonical, monitor]\nlog: {maxEvents: 10}\n");
                Frames frames = open(server, "?token=admin-token")) {
            server.send("admin-token", "POST", "/api/v1/events", "{\"topic\":\"chat\",\"type\":\"said\",\"data\":1}");
            for (int i = 1; i <= 100; i++) {
                log.info("m{}.", i);
            }
            frames.until(frame -> frame.data().contains("m100."));
            try (Frames again = open(server, "?token=admin-token")) {
                assertThat(again.until(frame -> frame.data().contains("m100."))).hasSizeGreaterThanOrEqualTo(100);
            }
            try (RawClient chat = server.open("admin-token", "/api/v1/events/stream?topic=chat&last=1")) {
                assertThat(chat.readUntil("data: 1\n\n")).contains("event: said");
            }
        }
    }

    @Test
    void refusesAMonitorThatCannotBe() {
        String[][] wrong = {
            {"monitor: {lines: 0}", "monitor.lines: \"0\" (expected: a whole number from 1 to 100000)"},
            {"monitor: {token: \"two words\"}", "monitor.token: not a token (expected: "},
            {"monitor: {alert: {threshold: 2}}", "monitor.alert.webhook: missing"},
            {"monitor: {alert: {webhook: \"ftp://s3cret\"}}", "monitor.alert.webhook: not an address (expected: "},
            {"monitor: {alert: s3cret}", "monitor.alert: a text (expected: a map"},
            {"monitor: {level: info}", "monitor.level: unknown key"}
        };
        for (String[] one : wrong) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> new TestServer(folder, AUTH + one[0] + "\n"))
                    .withMessageContaining(one[1])
                    .withMessageNotContaining("s3cret");
        }
    }
}
