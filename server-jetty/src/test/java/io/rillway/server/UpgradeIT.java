// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.Frames;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.TestServer;
import java.net.http.HttpClient;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 without TLS: for who begins with it, not for who asks for it (decision 54). */
class UpgradeIT {

    private static final String UPGRADE = """
            Connection: Upgrade, HTTP2-Settings\r
            Upgrade: h2c\r
            HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r
            """;
    private static final String STREAM = "/api/v1/events/stream?topic=a";

    @AutoClose
    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
            """);

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/api/v1/graph", STREAM})
    @DisplayName("who asks for an upgrade to h2c is answered in HTTP/1.1")
    void answersInOldHttp(String path) throws Exception {
        try (RawClient client = server.open("admin-token", path, UPGRADE)) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("h2c");
        }
    }

    @Test
    @DisplayName("who begins with h2 has it, without TLS too")
    void speaksWithWhoBegins() throws Exception {
        try (RawH2 client = new RawH2(server.uri())) {
            client.get(1, "/healthz");
            assertThat(client.readEnd(1)).isEqualTo("END");
        }
    }

    @Test
    @DisplayName("the JDK's client, which asks by itself, gets a long backlog whole")
    void theJdksClientGetsAllOfABacklog() throws Exception {
        String lines = IntStream.range(0, 500)
                .mapToObj(i -> "{\"topic\":\"a\",\"type\":\"said\",\"data\":\"" + i + " ".repeat(2000) + "\"}\n")
                .collect(Collectors.joining());
        server.send("admin-token", "POST", "/api/v1/events", lines, "Content-Type", "application/x-ndjson");
        try (Frames frames = new Frames(
                HttpClient.newHttpClient(),
                server.uri().resolve(STREAM + "&last=500"),
                "Authorization",
                "Bearer admin-token")) {
            assertThat(frames.response().version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            List<Frames.Frame> said = frames.until(frame -> frame.data().startsWith("\"499 "));
            assertThat(said).filteredOn(frame -> frame.event().equals("said")).hasSize(500);
        }
    }
}
