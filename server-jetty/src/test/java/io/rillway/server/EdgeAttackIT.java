// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rillway.server.testing.Keys;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.TestServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that nobody sends who means well; each attack by its name. */
class EdgeAttackIT {

    private static final String YAML = """
            server: {port: 0, requests: {maxHeaderBytes: 8KB, headerTimeout: 400ms, bodyTimeout: 400ms}SERVER}
            data: memory
            auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
            endpoints: [canonical, homelab, monitor]
            limits: {maxBodyBytes: 10000}
            """;
    private static final String AUTH = "Authorization: Bearer admin-token\r\n";

    @AutoClose
    private TestServer server;

    private void start(String keys) {
        server = TestServer.over(YAML.replace("SERVER", keys));
    }

    private String get(String path, String headers) throws IOException {
        return server.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private static String status(String answer) {
        return answer.substring(9, 12);
    }

    @ParameterizedTest
    @DisplayName("header injection: what is not a header is refused as a whole")
    @ValueSource(strings = {"X: a\nY: b", "X: a\u0000b", "X : a", " X: a", "X", "X: a\r\n folded", ": a", "X\u0001: a"})
    void refusesWhatIsNoHeader(String header) throws Exception {
        start("");

        String answer = get("/healthz", header + "\r\n");

        if (header.equals("X: a\nY: b")) {
            assertThat(status(answer)).isIn("200", "400");
        } else {
            assertThat(status(answer)).isEqualTo("400");
        }
        assertThat(answer).doesNotContain("\r\nY: b", "\r\nX: ");
    }

    @ParameterizedTest
    @DisplayName("header injection: what a request says in its address is in no header of the answer")
    @ValueSource(
            strings = {
                "/x%0d%0aX-Evil:%20yes",
                "/api/v1/graph?x=%0d%0aX-Evil:%20yes",
                "/signin?ticket=%0d%0aX-Evil:%20yes",
                "/signin?ticket=a&redirect=//evil.example",
                "/api/v1/connections/%0d%0aX-Evil:%20yes",
                "/monitor/%0d%0aX-Evil:%20yes"
            })
    void answersNoHeaderOfTheRequests(String path) throws Exception {
        start("");

        String answer = get(path, AUTH);

        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).doesNotContain("X-Evil", "evil.example");
    }

    @ParameterizedTest
    @DisplayName("path tricks: no way around leads to a door that is locked")
    @ValueSource(
            strings = {
                "/healthz/..;/api/v1/graph",
                "/healthz/../api/v1/graph",
                "/healthz/%2e%2e/api/v1/graph",
                "/api/v1/graph;jsessionid=1",
                "/api;x/v1/graph",
                "//api/v1/graph",
                "/api//v1/graph",
                "/api%2fv1%2fgraph",
                "/api/v1%2Fgraph",
                "/api/v1/%67raph",
                "/api\\v1\\graph",
                "/api/v1/graph%00",
                "/api/v1/graph%5c..",
                "/./api/v1/graph",
                "/monitor/logs/",
                "/monitor/..;/monitor/logs",
                "/monitor/stream/../logs",
                "/monitor/logs;x=y",
                "/%6donitor/logs",
                "/api/v1/cascades/..%2f..%2fgraph",
                "/%c0%ae%c0%ae/api/v1/graph",
                "/%252e%252e/api/v1/graph"
            })
    void leadsNoWayAround(String path) throws Exception {
        start("");

        String answer = get(path, "");

        assertThat(status(answer)).isIn("400", "401", "404");
        assertThat(answer).contains("{\"error\":");
    }

    @Test
    @DisplayName("path tricks: an absolute address, the asterisk and other methods")
    void takesNoOddTargets() throws Exception {
        start("");

        assertThat(status(get("http://evil.example/api/v1/graph", ""))).isIn("400", "401");
        assertThat(status(server.raw("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")))
                .isIn("400", "404", "405");
        assertThat(status(server.raw("TRACE /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")))
                .isEqualTo("405");
    }

    @Test
    @DisplayName("oversize: headers, address and body are refused with their own status")
    void refusesWhatIsTooLarge() throws Exception {
        start("");

        assertThat(get("/healthz", "X: " + "a".repeat(9000) + "\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("\"REQUEST_HEADER_FIELDS_TOO_LARGE\"");
        assertThat(get("/healthz", "X: a\r\n".repeat(2000))).startsWith("HTTP/1.1 431");
        assertThat(get("/" + "a".repeat(9000), "")).startsWith("HTTP/1.1 414").contains("\"URI_TOO_LONG\"");
        assertThat(get("/healthz?" + "a=b&".repeat(1500), "")).startsWith("HTTP/1.1 200");
        String post = "POST /api/v1/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + AUTH;
        assertThat(server.raw(post + "Content-Length: 10001\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("\"PAYLOAD_TOO_LARGE\"");
        assertThat(server.raw(
                        post + "Transfer-Encoding: chunked\r\n\r\n2800\r\n" + " ".repeat(0x2800) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @DisplayName("request smuggling: a body of two lengths is refused")
    @CsvSource({
        "'Content-Length: 1\r\nContent-Length: 2\r\n'",
        "'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'",
        "'Transfer-Encoding: identity, chunked, x\r\n'",
        "'Content-Length: +1\r\n'",
        "'Content-Length: 1, 2\r\n'"
    })
    void refusesBodiesOfTwoLengths(String headers) throws Exception {
        start("");

        assertThat(status(server.raw("POST /api/v1/events HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n0\r\n\r\n")))
                .isIn("400", "501");
    }

    /** Sends a byte again and again until the server has had enough; {@return what it says then} */
    private static String drip(RawClient client, String bytes) {
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            try {
                client.send(bytes);
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        return client.readRest();
    }

    @Test
    @DisplayName(
            "slow requests: a head that trickles in is not waited for, neither the first on a connection nor the next")
    void endsAHeadThatTricklesIn() throws Exception {
        start("");
        try (RawClient stream = new RawClient(server.uri(), RawClient.get("/api/v1/events/stream", AUTH));
                RawClient silent = new RawClient(server.uri(), "");
                RawClient first = new RawClient(server.uri(), "GET /healthz HTTP/1.1\r\n");
                RawClient next = new RawClient(server.uri(), RawClient.get("/healthz", ""))) {
            stream.readUntil("}\n\n");
            next.readUntil("\r\n\r\n");

            drip(first, "X: a\r\n");
            drip(next, "X");
            assertThat(silent.isDropped()).isTrue();

            server.send("admin-token", "POST", "/api/v1/events", "{\"topic\":\"a\",\"type\":\"said\",\"data\":1}");
            assertThat(stream.readUntil("data: 1\n\n"))
                    .as("a quiet stream goes on")
                    .contains("event: said");
        }
    }

    @Test
    @DisplayName("slow requests: over TLS whoever does not even shake hands is not waited for")
    void endsAHandshakeThatDoesNotCome() throws Exception {
        String store = Keys.store().toString().replace('\\', '/');
        start(", tls: {keyStore: \"" + store + "\", password: for-tests-only}");

        try (RawClient silent = new RawClient(server.uri(), "")) {
            assertThat(silent.isDropped()).isTrue();
        }
    }

    @Test
    @DisplayName("slow requests: a body that trickles in is 408, and its connection ends")
    void endsABodyThatTricklesIn() throws Exception {
        start("");
        String post = "POST /api/v1/events HTTP/1.1\r\nHost: a\r\n" + AUTH;
        try (RawClient client = new RawClient(server.uri(), post + "Content-Length: 5000\r\n\r\n{")) {
            assertThat(client.readAll()).startsWith("HTTP/1.1 408").contains("\"REQUEST_TIMEOUT\"");
        }
        try (RawClient client = new RawClient(server.uri(), post + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")) {
            assertThat(client.readAll()).startsWith("HTTP/1.1 408");
        }
        assertThat(server.send("admin-token", "POST", "/api/v1/events", "{\"topic\":\"a\",\"type\":\"t\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    @DisplayName("h2 rapid reset: who opens and cancels streams without end is sent away, and nobody else notices")
    void sendsARapidResetterAway() throws Exception {
        start("");
        try (RawH2 client = new RawH2(server.uri())) {
            String end = "none";
            try {
                for (int stream = 1; stream < 4001; stream += 2) {
                    client.get(stream, "/api/v1/events/stream");
                    client.cancel(stream);
                }
                end = client.readGoAway();
            } catch (IOException e) {
                end = "GO_AWAY 11";
            }
            assertThat(end).isEqualTo("GO_AWAY 11");
        }
        assertThat(server.send("", "GET", "/healthz", "").statusCode()).isEqualTo(200);
    }

    private interface Blow {
        void strike(RawH2 client) throws IOException;
    }

    static Stream<Named<Blow>> blows() {
        return Stream.of(
                Named.of("pings", RawH2::ping), Named.of("windows for all streams", client -> client.window(1000)));
    }

    @ParameterizedTest
    @MethodSource("blows")
    @DisplayName(
            "h2 floods: who sends what has to be answered without end, and reads no answer, is sent away with its stream")
    void sendsAFlooderAway(Blow blow) throws Exception {
        start("");
        String stream = "/api/events?token=admin-token";
        try (RawH2 flooder = new RawH2(server.uri());
                RawH2 other = new RawH2(server.uri())) {
            other.get(1, stream);
            other.readUntil(1, ":ok");
            flooder.get(1, stream);
            flooder.readUntil(1, ":ok");
            String end;
            try {
                for (int i = 0; i < 4000; i++) {
                    blow.strike(flooder);
                }
                end = flooder.readGoAway();
            } catch (SocketException | EOFException e) {
                end = "GO_AWAY 11";
            }
            assertThat(end).isEqualTo("GO_AWAY 11");
            Awaitility.await()
                    .until(() -> TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                                    .size()
                            == 1);
            server.send(
                    "admin-token",
                    "POST",
                    "/api/v1/events",
                    "{\"topic\":\"resource/a\",\"type\":\"said\",\"data\":\"still here\"}");
            other.readUntil(1, "still here");
        }
    }

    @Test
    @DisplayName("who changes windows now and then for as long as a connection lasts is no flooder")
    void letsALongConnectionChangeItsWindows() throws Exception {
        start("");
        try (RawH2 client = new RawH2(server.uri())) {
            for (int i = 0; i < 100; i++) {
                client.window(65_536 + i);
            }
            client.get(1, "/healthz");
            assertThat(client.readEnd(1)).isEqualTo("END");
        }
    }

    @ParameterizedTest
    @DisplayName("wrong Host: none, several, or one that cannot be")
    @ValueSource(
            strings = {"", "Host: a\r\nHost: b\r\n", "Host: a b\r\n", "Host: a/b\r\n", "Host: a@b\r\n", "Host: a:x\r\n"
            })
    void refusesAHostThatCannotBe(String host) throws Exception {
        start("");

        assertThat(status(server.raw("GET /healthz HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n")))
                .isEqualTo("400");
    }

    @Test
    @DisplayName("log forging: whatever a request says, its line in the access log stays one line of plain characters")
    void keepsEachLineOfTheAccessLogOneLine() throws Exception {
        start(", proxies: {trust: [127.0.0.1]}");
        Logger access = (Logger) LoggerFactory.getLogger("io.rillway.access");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        access.addAppender(lines);
        access.setLevel(Level.INFO);
        access.setAdditive(false);
        try {
            String evil = "%0d%0a%1b[2J%e2%80%a8%0010.0.0.1%20GET%20/";
            get("/x" + evil, "User-Agent: a\u001b[31m\r\nX-Forwarded-For: 1.2.3.4\u001b[2J\r\n");
            get("/api/v1/events/stream?topic=" + evil + "&" + evil + "=1&last_event_id=" + evil, AUTH);
            get("/api/v1/connections/" + evil, AUTH + "X-Forwarded-For: evil\tname\r\nCookie: a=\u001b\r\n");
            get("/monitor/logs?level=" + evil, AUTH + "User-Agent: b\r\n");
            server.raw("G\u001bT /x HTTP/1.1\r\nHost: a\r\n\r\n");
            Awaitility.await().until(() -> lines.list.size() >= 4);
        } finally {
            access.setAdditive(true);
            access.setLevel(null);
            access.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allMatch(line -> line.matches("(127\\.0\\.0\\.1|1\\.2\\.3\\.4|-) [ -~]* \\d{3} \\d+ bytes \\d+ ms"));
    }

    @Test
    @DisplayName("a crowd of idle connections is let go, and the server goes on")
    void letsACrowdGo() throws Exception {
        start("");
        Socket[] crowd = new Socket[200];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = new Socket(server.uri().getHost(), server.uri().getPort());
            crowd[i].setSoTimeout(10_000);
        }
        for (Socket one : crowd) {
            assertThat(one.getInputStream().read()).isEqualTo(-1);
            one.close();
        }
        assertThat(server.send("", "GET", "/healthz", "").statusCode()).isEqualTo(200);
    }
}
