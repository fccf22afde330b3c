// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.probe.HttpExpectation;
import io.rillway.cascade.testing.ScriptedServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpConnectorIT {

    @TempDir
    private Path root;

    private ResourceConnector open(HttpConnector connector) {
        return connector.open(new ConnectorSite("vm", root.resolve("vm"), "engine", () -> {}));
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void assertFailure(ThrowingCallable call, Consumer<ConnectorException> facts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConnectorException.class, facts);
    }

    @Test
    @DisplayName("S1-37 start, status and stop by webhooks")
    void sendsWhatItWasTold() throws Exception {
        AtomicReference<String> head = new AtomicReference<>("");
        try (ScriptedServer server = new ScriptedServer(connection -> {
            head.set(connection.head());
            connection.send(answer("200 OK", "{\"state\":\"running\"}"));
        })) {
            ResourceConnector vm = open(HttpConnector.empty()
                    .start(HttpOrder.post(server.url("/vm/7/start"))
                            .header("X-Api-Key", "k-1")
                            .body("{\"force\":true}"))
                    .stop(HttpOrder.of("DELETE", server.url("/vm/7/session")))
                    .status(HttpOrder.get(server.url("/vm/7"))
                            .expecting(HttpExpectation.success().withBody("running"))));

            vm.start();
            assertThat(head.get())
                    .startsWith("POST /vm/7/start HTTP/1.1\r\n")
                    .contains("\r\nX-Api-Key: k-1\r\n", "\r\nContent-Length: 14\r\n");
            vm.stop();
            assertThat(head.get()).startsWith("DELETE /vm/7/session HTTP/1.1\r\n");
            assertThat(vm.status()).isEqualTo(ConnectorStatus.RUNNING);
            assertThat(head.get()).startsWith("GET /vm/7 HTTP/1.1\r\n");
            vm.test();
            assertThat(vm.isChild()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, running, RUNNING",
        "200 OK, off, STOPPED",
        "404 Not Found, gone, STOPPED",
        "410 Gone, gone, STOPPED"
    })
    @DisplayName("S1-37 the status is what the answer says")
    void readsTheStatusFromTheAnswer(String status, String body, ConnectorStatus.State state) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer(status, body))) {
            HttpOrder ask = HttpOrder.get(server.url("/"))
                    .expecting(HttpExpectation.success().withBody("running"));

            assertThat(open(HttpConnector.empty().status(ask)).status().state()).isEqualTo(state);
        }
    }

    @ParameterizedTest
    @CsvSource({"500 Oops", "401 Unauthorized", "302 Found"})
    void takesNoAnswerThatSaysNothingOfTheResourceForAStatus(String status) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer(status, "running"))) {
            ResourceConnector vm = open(HttpConnector.empty().status(HttpOrder.get(server.url("/"))));

            assertFailure(vm::status, e -> assertThat(e.code()).isEqualTo("STATUS_FAILED"));
            assertFailure(vm::test, e -> assertThat(e.code()).isEqualTo("STATUS_FAILED"));
        }
    }

    @Test
    @DisplayName("S1-32 S1-37 an answer that was not expected is a typed failure without secrets")
    void saysWhichAnswerCameAndNothingThatIsSecret() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer("403 Forbidden", "s3cret"))) {
            HttpOrder order = HttpOrder.post(server.url("/hooks/s3cret?token=s3cret"))
                    .header("Authorization", "Bearer s3cret")
                    .body("s3cret");
            HttpConnector source = HttpConnector.empty().start(order);

            assertFailure(open(source)::start, e -> {
                assertThat(e.code()).isEqualTo("START_FAILED");
                assertThat(e.platform()).isEqualTo("http");
                assertThat(e.details()).isEqualTo(Map.of("server", server.url(""), "status", "403"));
                assertThat(e)
                        .hasMessage("vm: POST " + server.url("") + ": status 403 (expected: 200 to 299)")
                        .hasMessageNotContaining("s3cret");
            });
            assertThat(source).hasToString("http {START=POST " + server.url("") + "}");
        }
    }

    @Test
    @DisplayName("S1-32 NOT_FOUND: the platform does not know the resource")
    void saysThatThePlatformDoesNotKnowTheResource() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer("404 Not Found", ""))) {
            ResourceConnector vm = open(HttpConnector.empty().stop(HttpOrder.post(server.url("/"))));

            assertFailure(vm::stop, e -> assertThat(e.code()).isEqualTo("NOT_FOUND"));
        }
    }

    @Test
    @DisplayName("S1-32 HOST_UNREACHABLE: nobody accepts a connection")
    void saysThatNobodyIsThere() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        ResourceConnector vm = open(HttpConnector.empty().start(HttpOrder.post("http://127.0.0.1:" + free + "/")));

        assertFailure(vm::start, e -> {
            assertThat(e.code()).isEqualTo("HOST_UNREACHABLE");
            assertThat(e).hasMessage("vm: POST http://127.0.0.1:" + free + ": connection refused by 127.0.0.1:" + free);
        });
        assertFailure(vm::test, e -> assertThat(e.code()).isEqualTo("HOST_UNREACHABLE"));
    }

    @Test
    @DisplayName("S1-32 TIMEOUT: an answer that does not come in time")
    void doesNotWaitForEverForAnAnswer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send("HTTP/1.1 200 OK\r\nX: ");
            while (!connection.pause(20)) {
                connection.send("x"); // a byte now and then must not stretch the time
            }
        })) {
            HttpOrder order = HttpOrder.post(server.url("/")).timeout(Duration.ofMillis(300));

            assertFailure(
                    open(HttpConnector.empty().start(order))::start,
                    e -> assertThat(e.code()).isEqualTo("TIMEOUT"));
        }
    }

    @Test
    void saysThatWhatAnswersIsNoWebServer() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("220 mail ready\r\n")) {
            ResourceConnector vm = open(HttpConnector.empty().stop(HttpOrder.post(server.url("/"))));

            assertFailure(vm::stop, e -> assertThat(e.code()).isEqualTo("STOP_FAILED"));
        }
    }

    @Test
    @DisplayName("S1-37 what has no request cannot be done")
    void cannotDoWhatItHasNoRequestFor() throws Exception {
        ResourceConnector vm = open(HttpConnector.empty());

        assertThat(vm.canStart()).isFalse();
        assertThat(vm.canStop()).isFalse();
        assertThat(vm.status()).isEqualTo(ConnectorStatus.UNKNOWN);
        assertFailure(vm::start, e -> assertThat(e.code()).isEqualTo("NO_START_CAPABILITY"));
        assertFailure(vm::stop, e -> assertThat(e.code()).isEqualTo("NO_STOP_CAPABILITY"));
    }

    @Test
    void refusesWhatCannotBeSent() {
        assertThatThrownBy(() -> HttpOrder.post("ftp://nas/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpOrder.of("post", "http://nas/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpOrder.get("http://nas/").timeout(Duration.ZERO))
                .hasMessage("timeout: PT0S (expected: more than zero, at most PT24H)");
    }
}
