// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.testing.ScriptedServer;
import io.rillway.testing.LiveThreads;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpProbeIT {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);

    @ParameterizedTest
    @CsvSource({"200,true", "204,true", "302,true", "399,true", "400,false", "404,false", "500,false"})
    void takesAStatusFrom200To399ForHealthy(int status, boolean healthy) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status + " Any\r\n\r\n")) {
            String url = server.url("/health");

            ProbeResult result = Probe.http(url + "?token=secret").check(TIME);

            String found = "status " + status + " from " + url;
            assertThat(result).isEqualTo(new ProbeResult(healthy, found + (healthy ? "" : " (expected: 200 to 399)")));
        }
    }

    @Test
    void asksForWhatTheUrlSays() throws Exception {
        AtomicReference<String> head = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            head.set(connection.head());
            connection.send("HTTP/1.0 200\r\n\r\n");
        })) {
            assertThat(Probe.http(server.url("/a%20b/é?x=1&y=%2F#part"))
                            .check(TIME)
                            .healthy())
                    .isTrue();

            assertThat(head.get())
                    .startsWith("GET /a%20b/%C3%A9?x=1&y=%2F HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nConnection: close\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"all\": \"UP\"}",
                "HTTP/1.1 200 OK\nContent-Length: 13\n\n{\"all\": \"UP\"} and more",
                "HTTP/1.1 200 OK\r\n\r\n{\"all\": \"UP\"}",
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\"UP\"",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6;ext=1\r\n{\"all\"\r\n7\r\n: \"UP\"}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: gzip, Chunked\r\n\r\n2\r\n\"U\r\n2\r\nP\"\r\n0\r\n\r\n"
            })
    void findsThePartOfABodyHoweverItIsDelimited(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            URI url = URI.create(server.url("/"));

            assertThat(Probe.http(url, HttpExpectation.status(200).withBody("\"UP\""))
                            .check(TIME))
                    .isEqualTo(ProbeResult.healthy("status 200 and the expected body from " + url));
        }
    }

    @Test
    void showsABodyThatIsNotAsExpected() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nDOWN\r\n\u0007" + "x".repeat(99))) {
            URI url = URI.create(server.url("/"));

            ProbeResult result =
                    Probe.http(url, HttpExpectation.success().withBody("UP")).check(TIME);

            assertThat(result)
                    .isEqualTo(ProbeResult.unhealthy(
                            "body \"DOWN " + "x".repeat(75) + "...\" from " + url + " (expected: \"UP\" in it)"));
        }
    }

    @Test
    void looksAtTheFirst64KibOfABodyOnly() throws Exception {
        String start = "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(64 << 10);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send(start);
            connection.send("UP");
            assertThat(connection.pause(60_000)).isTrue();
        })) {
            ProbeResult result = Probe.http(
                            URI.create(server.url("/")),
                            HttpExpectation.success().withBody("UP"))
                    .check(TIME);

            assertThat(result.healthy()).isFalse();
            assertThat(result.reason()).startsWith("body \"xxx").hasSizeLessThan(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SSH-2.0-OpenSSH_9.2, the answer is not HTTP",
        "HTTP/1.1 200 OK, the connection was closed before the answer was complete"
    })
    void saysWhatIsWrongWithAnAnswer(String line, String trouble) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(line + "\r\n")) {
            assertThat(Probe.http(server.url("/")).check(TIME))
                    .isEqualTo(ProbeResult.unhealthy("127.0.0.1:" + server.port() + ": " + trouble));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: x\r\n\r\n",
                "Content-Length: 10\r\n\r\nshort",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
                "no colon\r\n\r\n"
            })
    void isUnhealthyWhereAnAnswerIsBroken(String rest) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n" + rest)) {
            ProbeResult result = Probe.http(
                            URI.create(server.url("/")),
                            HttpExpectation.success().withBody("UP"))
                    .check(TIME);

            assertThat(result.healthy()).isFalse();
        }
    }

    @Test
    void readsNoHeadWithoutEnd() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send("HTTP/1.1 200 OK\r\n");
            while (!connection.pause(0)) {
                connection.send("X: " + "y".repeat(1000) + "\r\n");
            }
        })) {
            assertThat(Probe.http(server.url("/")).check(TIME).reason())
                    .endsWith("the answer has more than 65536 bytes before its body");
        }
    }

    @Test
    void endsInTimeWhereAServerAcceptsAndNeverAnswers() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.pause(60_000))) {
            checkEndsInTime(server, Probe.http(server.url("/")));
        }
    }

    @Test
    void endsInTimeWhereAServerDripsItsHead() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            while (!connection.pause(20)) {
                connection.send("H");
            }
        })) {
            checkEndsInTime(server, Probe.http(server.url("/")));
        }
    }

    @Test
    void endsInTimeWhereAServerDripsItsBody() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            while (!connection.pause(20)) {
                connection.send("x");
            }
        })) {
            URI url = URI.create(server.url("/"));
            checkEndsInTime(server, Probe.http(url, HttpExpectation.success().withBody("UP")));
            assertThat(Probe.http(url.toString()).check(TIME).healthy()).isTrue();
        }
    }

    @Test
    void endsInTimeWhereTlsIsNeverAnswered() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.pause(60_000))) {
            checkEndsInTime(server, Probe.http("https://127.0.0.1:" + server.port() + "/"));
        }
    }

    @Test
    void endsSoonWhenItIsInterrupted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.pause(60_000))) {
            assertThat(Interruption.of(Probe.http(server.url("/")))).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void doesNotBeginWhenItIsAlreadyInterrupted() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> Probe.http(server.url("/")).check(TIME)).isInstanceOf(InterruptedException.class);

            assertThat(server.connections).hasValue(0);
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        Set<Thread> before = threads();
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            Probe probe = Probe.http(server.url("/"));
            for (int i = 0; i < 20; i++) {
                assertThat(probe.check(TIME).healthy()).isTrue();
            }
        }

        for (Thread thread : threads()) {
            if (!before.contains(thread)) {
                thread.join(TIME.toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static Set<Thread> threads() {
        return LiveThreads.named(name -> name.startsWith("HttpClient") || name.startsWith("rillway"));
    }

    private static void checkEndsInTime(ScriptedServer server, Probe probe) throws InterruptedException {
        long before = System.nanoTime();

        ProbeResult result = probe.check(SHORT);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SHORT, TIME);
        assertThat(result)
                .isEqualTo(ProbeResult.unhealthy("no answer from 127.0.0.1:" + server.port() + " within 400 ms"));
    }
}
