// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.Keys;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.Transport;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered before its body has come gets the answer, whole, and the connection ends. */
class FarewellIT {

    private static final String YAML = """
            server: {port: 0, hosts: [localhost], requests: {bodyTimeout: TIME}KEYS}
            data: memory
            auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
            limits: {maxBodyBytes: 10000}
            """;
    private static final int MB = 1 << 20;
    private static final String POST = "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\n";
    private static final String AUTH = "Authorization: Bearer admin-token\r\n";
    private static final String TOO_LARGE =
            "{\"error\":{\"code\":\"PAYLOAD_TOO_LARGE\",\"message\":\"body: more than 10000 bytes\"}}";

    @AutoClose
    private TestServer server;

    private void start(String bodyTimeout, String keys) {
        server = TestServer.over(YAML.replace("TIME", bodyTimeout).replace("KEYS", keys));
    }

    static Stream<Arguments> refused() {
        String length = "Content-Length: " + 20 * MB + "\r\n";
        return Stream.of(
                Arguments.of(POST + AUTH + length, 413, TOO_LARGE),
                Arguments.of(POST + length, 401, "\"UNAUTHORIZED\""),
                Arguments.of(POST.replace("/events", "/graph") + AUTH + length, 405, "\"METHOD_NOT_ALLOWED\""),
                Arguments.of(POST.replace("/api/v1/events", "/nowhere") + length, 404, "\"NOT_FOUND\""),
                Arguments.of(POST.replace("localhost", "elsewhere") + length, 421, "\"MISDIRECTED_REQUEST\""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whoSendsItAllFirstFindsTheAnswerThen(String head, int status, String body) throws Exception {
        start("30s", "");

        try (RawClient client = new RawClient(server.uri(), head + "\r\n")) {
            send(client, "x".repeat(MB), 20);

            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("\r\nConnection: close\r\n")
                    .contains(body)
                    .endsWith("}}");
        }
    }

    @Test
    void aBodyInChunksIsReadUpToItsBoundAndThenThrownAway() throws Exception {
        start("30s", "");

        try (RawClient client = new RawClient(server.uri(), POST + AUTH + "Transfer-Encoding: chunked\r\n\r\n")) {
            send(client, "100000\r\n" + "x".repeat(MB) + "\r\n", 20);
            client.send("0\r\n\r\n");

            assertThat(client.readAll()).startsWith("HTTP/1.1 413 ").endsWith(TOO_LARGE);
        }
    }

    @Test
    void overTlsToo() throws Exception {
        String store = Keys.store().toString().replace('\\', '/');
        start("30s", ", tls: {keyStore: \"" + store + "\", password: for-tests-only}");

        try (RawClient client =
                Transport.TLS.open(server.uri(), POST + AUTH + "Content-Length: " + 20 * MB + "\r\n\r\n")) {
            send(client, "x".repeat(MB), 20);

            assertThat(client.readAll()).startsWith("HTTP/1.1 413 ").endsWith(TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Expect: 100-continue\r\n"})
    void whoWaitsForTheAnswerGetsItAndTheEndAtOnce(String header) throws Exception {
        start("1d", "");

        String head = POST + AUTH + header + "Content-Length: " + 20 * MB + "\r\n\r\n";

        assertThat(server.raw(head)).startsWith("HTTP/1.1 413 ").endsWith(TOO_LARGE);
        assertThat(server.raw(head + "and some of it"))
                .startsWith("HTTP/1.1 413 ")
                .endsWith(TOO_LARGE);
    }

    @Test
    void whoNeverEndsIsLeftWhenTheTimeOfABodyIsOver() throws Exception {
        start("400ms", "");

        try (RawClient client = new RawClient(server.uri(), POST + AUTH + "Content-Length: " + 20 * MB + "\r\n\r\n")) {
            assertThat(client.readAll()).endsWith(TOO_LARGE);

            await().until(() -> !takes(client));
        }
    }

    @Test
    void whoSendsWithoutBoundIsLeft() throws Exception {
        start("1d", "");

        try (RawClient client =
                new RawClient(server.uri(), POST + AUTH + "Content-Length: " + 2000L * MB + "\r\n\r\n")) {
            String piece = "x".repeat(MB);
            int sent = 0;
            while (sent < 2000 && takes(client, piece)) {
                sent++;
            }

            assertThat(sent).isBetween(60, 1999);
        }
    }

    private static void send(RawClient client, String piece, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            client.send(piece);
        }
    }

    private static boolean takes(RawClient client) {
        return takes(client, "x");
    }

    private static boolean takes(RawClient client, String piece) {
        try {
            client.send(piece);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
