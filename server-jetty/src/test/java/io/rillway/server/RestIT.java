// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static io.rillway.server.testing.TestServer.data;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API answers to those who use it as it is meant. */
class RestIT {

    private static final String YAML = """
            server: {port: 0, stopTimeout: 5s}
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: view-token, principal: vera, roles: [viewer], grants: ["**"]}
                - {token: eve-token, principal: eve, grants: ["**"], publish: ["chat/**"]}
            cascades: {stepTimeout: 10s, pollInterval: 100ms}
            resources:
              - id: db
                connector: {type: process, command: [sleep, "1000"]}
              - id: web
                dependsOn: [db]
                connector: {type: process, command: [sleep, "1000"]}
              - id: bad
                dependsOn: [db]
                connector: {type: process, command: [sh, -c, "echo no luck >&2; exit 3"]}
                probe: {tcp: "1", interval: 100ms}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private HttpResponse<String> send(String token, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, ofString(body))
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode ended(String id) throws IOException, InterruptedException {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> data(send("view-token", "GET", "/api/v1/cascades/" + id, ""))
                        .path("status")
                        .asString()
                        .matches("completed|failed|cancelled"));
        return data(send("view-token", "GET", "/api/v1/cascades/" + id, ""));
    }

    @Test
    void healthNeedsNoCredential() throws Exception {
        HttpResponse<String> response = send("none", "GET", "/healthz", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    @DisplayName("S1-18 S1-36 start and stop answer at once with the record")
    void startsAndStops() throws Exception {
        HttpResponse<String> plan =
                send("admin-token", "POST", "/api/v1/cascades/plan", "{\"action\":\"start\",\"resourceId\":\"web\"}");
        assertThat(plan.statusCode()).isEqualTo(200);
        assertThat(data(plan).path("steps").findValuesAsString("resourceId")).containsExactly("db", "web");
        assertThat(data(plan).has("protected")).isTrue();

        HttpResponse<String> start = send("admin-token", "POST", "/api/cascades/start", "{\"resourceId\":\"web\"}");
        assertThat(start.statusCode()).isEqualTo(200);
        assertThat(data(start).path("status").asString()).isIn("pending", "in_progress");
        assertThat(data(start).path("type").asString()).isEqualTo("start");
        JsonNode record = ended(data(start).path("id").asString());
        assertThat(record.path("status").asString()).isEqualTo("completed");
        assertThat(record.path("completedSteps").asInt()).isEqualTo(2);

        HttpResponse<String> refused = send("admin-token", "POST", "/api/v1/cascades/stop", "{\"resourceId\":\"db\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("DEPENDENTS_ACTIVE").contains("web");

        HttpResponse<String> stop = send("admin-token", "POST", "/api/v1/cascades/stop", "{\"resourceId\":\"web\"}");
        assertThat(ended(data(stop).path("id").asString()).path("status").asString())
                .isEqualTo("completed");
        assertThat(send("view-token", "GET", "/api/v1/resources/db", "").body()).contains("\"status\":\"offline\"");
    }

    @Test
    @DisplayName("S1-13 S1-32 a failed start names the step, keeps what was started, and shows the last output")
    void failureIsTold() throws Exception {
        try (RawClient stream = server.open("view-token", "/api/events")) {
            stream.readUntil("\n\n");
            HttpResponse<String> start = send("admin-token", "POST", "/api/cascades/start", "{\"resourceId\":\"bad\"}");
            JsonNode record = ended(data(start).path("id").asString());

            assertThat(record.path("status").asString()).isEqualTo("failed");
            assertThat(record.path("failedStep").asInt()).isEqualTo(2);
            assertThat(record.path("errorCode").asString()).isEqualTo("PROCESS_EXITED");
            assertThat(record.path("errorMessage").asString()).contains("bad").contains("no luck");
            assertThat(stream.readUntil("no luck"))
                    .contains("event: cascade-progress")
                    .contains("event: status-change")
                    .contains("event: cascade-error")
                    .contains("\"failedStep\":2,\"error\":{\"code\":\"PROCESS_EXITED\"");
        }
        assertThat(send("view-token", "GET", "/api/v1/resources/db", "").body()).contains("\"status\":\"online\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/api/v1/cascades/start|{\"resourceId\":\"nope\"}|404|NOT_FOUND|nope",
                "POST|/api/v1/cascades/start|{}|400|VALIDATION_ERROR|resourceId: missing",
                "POST|/api/v1/cascades/start|{\"resourceId\":5}|400|VALIDATION_ERROR|resourceId: 5 (expected: a text)",
                "POST|/api/v1/cascades/start|{\"resource\":\"db\"}|400|VALIDATION_ERROR|resource: unknown field",
                "POST|/api/v1/cascades/start|nonsense|400|VALIDATION_ERROR|body: not JSON",
                "POST|/api/v1/cascades/stop|{\"resourceId\":\"db\",\"dependents\":\"x\"}|400|VALIDATION_ERROR|dependents: ",
                "POST|/api/v1/cascades/plan|{\"action\":\"x\",\"resourceId\":\"db\"}|400|VALIDATION_ERROR|action: ",
                "GET|/api/v1/cascades/nope||404|NOT_FOUND|no cascade nope",
                "POST|/api/v1/cascades/nope/cancel||404|NOT_FOUND|no cascade nope",
                "GET|/api/v1/nothing||404|NOT_FOUND|Not Found",
                "DELETE|/api/v1/cascades||405|METHOD_NOT_ALLOWED|DELETE (expected: GET, HEAD)",
                "GET|/api/v1/cascades/a/b/c||404|NOT_FOUND|no such route: GET /api/v1/cascades/a/b/c",
                "GET|/api/v1/resources/nope||404|NOT_FOUND|nope",
                "DELETE|/api/v1/resources/db||409|CONFIGURED|db comes from the configuration file",
                "PUT|/api/v1/resources/x|{\"id\":\"y\"}|400|VALIDATION_ERROR|id: ",
                "POST|/api/v1/resources|{\"id\":\"x\",\"connector\":{\"type\":\"process\",\"command\":[\"ls\"]}}|403|FORBIDDEN|allowRemoteCommands",
                "POST|/api/v1/resources|{\"id\":\"x\",\"colour\":1}|400|VALIDATION_ERROR|colour: unknown key",
                "POST|/api/v1/resources|{\"id\":\"x\",\"dependsOn\":[\"x\"]}|409|DEPENDENCY_SELF_LINK|x",
                "GET|/api/v1/resources/db/output?lines=0||400|VALIDATION_ERROR|lines: ",
                "POST|/api/v1/events|{\"topic\":\"a\",\"type\":\"connected\"}|422|RESERVED_TYPE|type: ",
                "POST|/api/v1/events|{\"topic\":\"*\",\"type\":\"x\"}|400|VALIDATION_ERROR|topic: ",
                "POST|/api/v1/events|{\"topic\":\"a\"}|400|VALIDATION_ERROR|type: missing",
                "POST|/api/v1/events|{\"topic\":\"a\",\"type\":\"x\",\"ttl\":\"soon\"}|400|VALIDATION_ERROR|ttl: "
            })
    void refusesWithCodeAndReason(String method, String path, String body, int status, String code, String message)
            throws Exception {
        HttpResponse<String> response = send("admin-token", method, path, body == null ? "" : body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = json.readTree(response.body()).path("error");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("message").asString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "none, GET, /api/v1/resources, 401",
        "eve-token, GET, /api/v1/resources, 403",
        "view-token, GET, /api/v1/graph, 200",
        "view-token, POST, /api/v1/cascades/start, 403",
        "view-token, POST, /api/v1/resources, 403",
        "view-token, GET, /api/v1/resources/db/output, 403"
    })
    void rolesDecide(String token, String method, String path, int status) throws Exception {
        assertThat(send(token, method, path, "{}").statusCode()).isEqualTo(status);
    }

    @Test
    void publishesOneOrABatch() throws Exception {
        HttpResponse<String> one = send(
                "eve-token",
                "POST",
                "/api/v1/events",
                "{\"topic\":\"chat/a\",\"type\":\"said\",\"data\":{\"x\":1.50}}");
        assertThat(one.statusCode()).isEqualTo(202);
        assertThat(data(one).path("id").asString()).matches("[0-9a-f]{20}-\\d+");

        HttpResponse<String> batch = send(
                "eve-token",
                "POST",
                "/api/v1/events",
                "{\"topic\":\"chat/a\",\"type\":\"said\"}\n{\"topic\":\"secret\",\"type\":\"said\"}\nnonsense\n",
                "Content-Type",
                "application/x-ndjson");
        assertThat(batch.statusCode()).isEqualTo(202);
        assertThat(data(batch).get(0).has("id")).isTrue();
        assertThat(data(batch).get(1).path("error").path("message").asString())
                .isEqualTo("eve may not publish to secret");
        assertThat(data(batch).get(2).path("error").path("code").asString()).isEqualTo("VALIDATION_ERROR");

        assertThat(send("eve-token", "POST", "/api/v1/events", "{\"topic\":\"secret\",\"type\":\"said\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aRetryWithTheKeyAnswersTheFirstId() throws Exception {
        String event = "{\"topic\":\"chat/a\",\"type\":\"said\"}";
        String first = send("eve-token", "POST", "/api/v1/events", event, "Idempotency-Key", "k1")
                .body();

        assertThat(send("eve-token", "POST", "/api/v1/events", event, "Idempotency-Key", "k1")
                        .body())
                .isEqualTo(first);
        assertThat(send("admin-token", "POST", "/api/v1/events", event, "Idempotency-Key", "k1")
                        .body())
                .isNotEqualTo(first);
    }

    @Test
    void resourcesMadeOverTheApiOutliveARestart() throws Exception {
        assertThat(send("admin-token", "POST", "/api/v1/resources", "{\"id\":\"g\",\"name\":\"Group\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("admin-token", "POST", "/api/v1/dependencies", "{\"resourceId\":\"g\",\"id\":\"db\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("admin-token", "POST", "/api/v1/resources", "{\"id\":\"g\"}")
                        .statusCode())
                .isEqualTo(409);
        HttpResponse<String> cycle =
                send("admin-token", "PUT", "/api/v1/resources/g", "{\"id\":\"g\",\"dependsOn\":[\"g2\"]}");
        assertThat(cycle.statusCode()).isEqualTo(404);

        server.restart(YAML);

        assertThat(data(send("view-token", "GET", "/api/v1/resources/g", ""))
                        .path("dependsOn")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo("db");
        assertThat(send("admin-token", "DELETE", "/api/v1/dependencies/g/db", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("admin-token", "DELETE", "/api/v1/resources/g", "").statusCode())
                .isEqualTo(200);
        assertThat(send("view-token", "GET", "/api/v1/resources/g", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfAnotherSiteCanDoNothing() throws Exception {
        assertThat(send("admin-token", "POST", "/api/v1/cascades/start", "{}", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("admin-token", "POST", "/api/v1/cascades/start", "{}", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void signInLinkWorksOnce() throws Exception {
        URI link = server.server().signInLink();
        HttpResponse<String> first =
                client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> second =
                client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(401);
        String cookie = first.headers().allValues("set-cookie").stream()
                .filter(c -> c.startsWith("session_token="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
        String sent = "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
        try (RawClient stream = server.open("", "/api/events", sent)) {
            assertThat(stream.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void twoServersDoNotShareADataFolder() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new TestServer(server.folder(), YAML))
                .withMessageContaining("another Rillway server uses this data folder");
    }

    @Test
    @DisplayName("on stop streams end cleanly, then children are stopped")
    void stopEndsStreamsThenChildren() throws Exception {
        HttpResponse<String> start = send("admin-token", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"web\"}");
        ended(data(start).path("id").asString());
        long children = ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").endsWith("sleep 1000"))
                .count();
        assertThat(children).isGreaterThanOrEqualTo(2);
        try (RawClient stream = server.open("view-token", "/api/v1/events/stream")) {
            stream.readUntil("}\n\n");
            server.close();
            assertThat(stream.readAll()).contains("retry: ").endsWith("0\r\n\r\n");
        }
        await().until(() -> ProcessHandle.allProcesses()
                        .filter(p -> p.info().commandLine().orElse("").endsWith("sleep 1000"))
                        .count()
                == children - 2);
    }
}
