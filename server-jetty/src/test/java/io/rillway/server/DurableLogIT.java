// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server with a data folder remembers of its events. */
class DurableLogIT {

    private static final String YAML = """
            server: {port: 0}
            data: ./data
            log: {sync: disk, retain: {logs: {maxEvents: 2}}}
            auth:
              tokens:
                - {token: t, principal: admin, roles: [admin], grants: ["**"], publish: ["**"]}
            """;

    @TempDir
    Path folder;

    private static String publish(TestServer server, String query, String topic, int number, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = server.send(
                "t",
                "POST",
                "/api/v1/events" + query,
                "{\"topic\":\"" + topic + "\",\"type\":\"n\",\"data\":" + number + "}",
                headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return TestServer.data(answer).path("id").asString();
    }

    private static String stream(TestServer server, String topic, String lastId, String end) throws IOException {
        String headers = "Authorization: Bearer t\r\nLast-Event-ID: " + lastId + "\r\n";
        try (RawClient client =
                new RawClient(server.uri(), RawClient.get("/api/v1/events/stream?topic=" + topic, headers))) {
            return client.readUntil(end);
        }
    }

    @Test
    @DisplayName("G8 after a restart a stream goes on exactly after its last id, and a key is still the same event")
    void goesOnAfterARestart() throws Exception {
        String first;
        String second;
        try (TestServer server = new TestServer(folder, YAML)) {
            first = publish(server, "", "a", 1);
            second = publish(server, "", "a", 2, "Idempotency-Key", "k");
        }
        try (TestServer server = new TestServer(folder, YAML)) {
            assertThat(publish(server, "", "a", 3, "Idempotency-Key", "k")).isEqualTo(second);
            String last = publish(server, "", "a", 4);

            String text = stream(server, "a", first, "data: 4\n");
            assertThat(text)
                    .contains("\"resume\":\"resumed\"", "id: " + second, "data: 2\n", "id: " + last)
                    .doesNotContain("event: gap", "data: 1\n", "data: 3\n");
        }
        assertThat(folder.resolve("data/log")).isDirectoryContaining("glob:**.log");
    }

    @Test
    @DisplayName("a chatty topic with bounds of its own evicts nobody, and its own holes are told")
    void chattyTopicEvictsNobody() throws Exception {
        try (TestServer server = new TestServer(folder, YAML)) {
            String first = publish(server, "", "a", 1);
            publish(server, "", "a", 2);
            for (int i = 3; i <= 9; i++) {
                publish(server, "?ack=accepted", "logs", i);
            }
            publish(server, "?ack=stored", "a", 10);

            assertThat(stream(server, "a", first, "data: 10\n"))
                    .contains("data: 2\n")
                    .doesNotContain("event: gap");
            assertThat(stream(server, "logs", first, "data: 9\n"))
                    .contains("event: gap", "\"evicted\"", "data: 8\n")
                    .doesNotContain("data: 7\n");
        }
    }

    @Test
    void refusesAnAnswerItDoesNotKnow() throws Exception {
        try (TestServer server = new TestServer(folder, YAML)) {
            HttpResponse<String> answer = server.send("t", "POST", "/api/v1/events?ack=never", "{}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestServer.error(answer, "message")).isEqualTo("ack: \"never\" (expected: stored or accepted)");
        }
    }
}
