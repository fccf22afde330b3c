// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bad input of every kind: it is refused with its reason, and nothing of it is done. */
class RestAttackIT {

    private static final String YAML = """
            server: {port: 0, stopTimeout: 5s}
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: one-token, principal: a, publish: ["**"]}
                - {token: two-token, principal: a/k, publish: ["**"]}
            cascades: {stepTimeout: 10s, pollInterval: 100ms, allowRemoteCommands: true}
            resources:
              - id: db
            """;

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return server.send("admin-token", method, path, body, headers);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(TestServer.error(response, "code")).isEqualTo(code);
        assertThat(TestServer.error(response, "message")).contains(message).hasSizeLessThan(1100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"topic\":\"a\",\"type\":\"s\",\"key\":\"\"}|key: 0 characters (expected: 1 to 256)",
                "{\"topic\":\"a\",\"type\":\"s\",\"attributes\":{\"\":\"x\"}}|attributes: name: 0 characters",
                "{\"topic\":\"a\",\"type\":\"s\",\"attributes\":{\"a\":\"\"}}|attributes: a: 0 characters",
                "{\"topic\":\"a\",\"type\":\"s\",\"attributes\":[1]}|attributes: [1] (expected: a map of texts)",
                "{\"topic\":\"a\",\"type\":\"s\",\"exclude\":{\"principal\":\"\"}}|exclude: 0 characters",
                "{\"topic\":\"a\",\"type\":\"s\",\"exclude\":{}}|exclude: {} (expected: either principal or connection)",
                "{\"topic\":\"a\\ud800\",\"type\":\"s\"}|topic: half a character",
                "{\"topic\":\"a\",\"type\":\"\\ud800\"}|type: half a character",
                "{\"topic\":\"a\",\"type\":\"a\\nevent: gap\"}|type: ",
                "{\"topic\":\"a\\u0000\",\"type\":\"s\"}|topic: ",
                "{\"topic\":[],\"type\":\"s\"}|topic: 0 of them (expected: 1 to 32)",
                "{\"topic\":\"a\",\"type\":\"s\",\"attributes\":{\"a\":1}}|attributes: a: 1 (expected: a text)",
                "{\"topic\":\"a\",\"type\":\"s\",\"exclude\":{\"who\":1}}|exclude: who: unknown field",
                "{\"topic\":\"a\",\"type\":\"s\",\"exclude\":{\"principal\":1}}|exclude: principal: 1 (expected: a text)",
                "{\"topic\":\"a\",\"type\":\"s\",\"exclude\":\"eve\"}|exclude: not an object",
                "{\"topic\":\"a\",\"type\":\"s\",\"ttl\":\"0s\"}|ttl: \"0s\" (expected: more than zero, at most 1000d)",
                "{\"topic\":\"a\",\"type\":\"s\",\"ttl\":\"1001d\"}|ttl: \"1001d\" (expected: more than zero, at most 1000d)",
                "{\"topic\":[5],\"type\":\"s\"}|topic: 5 (expected: a text, or a list of texts)",
                "{\"topic\":\"a\",\"type\":\"s\",\"data\":1,\"data\":2}|Duplicate Object property",
                "{\"topic\":\"a\",\"type\":\"s\",\"data\":NaN}|body: not JSON",
                "{\"topic\":\"a\",\"type\":\"s\"} x|body: not JSON",
                "{\"topic\":\"a\",\"type\":\"s\",\"colour\":1}|colour: unknown field",
                "null|event: not an object",
                "''|body: empty (expected: JSON)"
            })
    void refusesAnEventWithItsReason(String event, String message) throws Exception {
        assertRefused(send("POST", "/api/v1/events", event), 400, "VALIDATION_ERROR", message);
    }

    @Test
    void nothingOfAnEventIsLargerThanItMayBe() throws Exception {
        String large = "x".repeat(70_000);

        assertRefused(
                send("POST", "/api/v1/events", "{\"topic\":\"a\",\"type\":\"s\",\"data\":\"" + large + "\"}"),
                413,
                "PAYLOAD_TOO_LARGE",
                "data: ");
        assertRefused(
                send("POST", "/api/v1/events", "{\"topic\":\"a\",\"type\":\"s\",\"key\":\"" + large + "\"}"),
                400,
                "VALIDATION_ERROR",
                "key: 70000 characters");
        assertRefused(
                send(
                        "POST",
                        "/api/v1/events",
                        "{\"topic\":\"a\",\"type\":\"s\",\"attributes\":{\"a\":\"" + large + "\"}}"),
                400,
                "VALIDATION_ERROR",
                "attributes: a: 70000 characters");
        assertRefused(
                send("POST", "/api/v1/events", "{\"topic\":{\"" + large + "\":1},\"type\":\"s\"}"),
                400,
                "VALIDATION_ERROR",
                "body: not JSON: Name length");
        String length = "Content-Length: 9437186\r\n";
        String head = "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + length;
        assertThat(server.raw(head + "Authorization: Bearer admin-token\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("PAYLOAD_TOO_LARGE", "body: more than 8388608 bytes");
    }

    @Test
    void bytesThatAreNoTextAreNotPublishedAsOther() throws Exception {
        byte[] body = "{\"topic\":\"a\",\"type\":\"s\",\"data\":\"\u00ff\"}".getBytes(ISO_8859_1);

        assertRefused(
                server.send("admin-token", "POST", "/api/v1/events", body), 400, "VALIDATION_ERROR", "body: not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?ack=accepted"})
    void whatCurlCallsAFormIsRead(String query) throws Exception {
        String event = "{\"topic\":\"a\",\"type\":\"s\",\"data\":\"%&=+\"}";

        HttpResponse<String> answer = server.send(
                "admin-token",
                "POST",
                "/api/v1/events" + query,
                event,
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void aLineThatIsNoTextDoesNotSpoilTheOthers() throws Exception {
        String event = "{\"topic\":\"a\",\"type\":\"s\",\"data\":\"%s\"}";
        String lines = event.formatted("1") + "\n \r\n" + event.formatted("\u00ff") + "\r\n\n" + event.formatted("3");

        JsonNode results = TestServer.data(server.send(
                "admin-token",
                "POST",
                "/api/v1/events",
                lines.getBytes(ISO_8859_1),
                "Content-Type",
                "application/x-ndjson"));

        assertThat(results.size()).isEqualTo(3);
        assertThat(results.get(0).has("id")).isTrue();
        assertThat(results.get(1).path("error").path("message").asString())
                .isEqualTo("event: not UTF-8 (expected: JSON in UTF-8)");
        assertThat(results.get(2).has("id")).isTrue();
    }

    @Test
    void whatIsRefusedBeforeItsBodyHasComeSaysThatTheConnectionEnds() throws Exception {
        String head = "POST /api/v1/cascades/start HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n";
        try (RawClient client = new RawClient(server.uri(), head)) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 401").contains("Connection: close\r\n");
        }
        try (RawClient client = new RawClient(server.uri(), head + "{}GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 401").doesNotContain("Connection: close");
            assertThat(client.readUntil("\r\n\r\n")).contains("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /admin/force_logout/a%00b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
                "GET /api/v1/events\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nno field\r\n\r\n"
            })
    void saysThatTheConnectionEndsWithWhatIsNoRequest(String request) throws Exception {
        assertThat(server.raw(request)).startsWith("HTTP/1.1 400").containsOnlyOnce("Connection: close\r\n");
    }

    @Test
    void numbersArriveAsTheyWereSent() throws Exception {
        try (RawClient stream = server.open("admin-token", "/api/v1/events/stream?topic=n")) {
            stream.readUntil("event: connected");
            send(
                    "POST",
                    "/api/v1/events",
                    "{\"topic\":\"n\",\"type\":\"s\",\"data\":[1.50,0.1000000000000000055511151231257827,123456789012345678901234567890,1E+999,1E-999]}");

            assertThat(stream.readUntil("E-999]"))
                    .contains(
                            "data: [1.50,0.1000000000000000055511151231257827,123456789012345678901234567890,1E+999,1E-999]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b"})
    void aKeyThatSaysNothingIsNoKey(String key) throws Exception {
        String answer = server.raw("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer admin-token\r\nIdempotency-Key: " + key
                + "\r\nContent-Length: 24\r\n\r\n{\"topic\":\"a\",\"type\":\"s\"}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("Idempotency-Key: not a key");
    }

    @Test
    void aKeyOfOneIsNotTheKeyOfAnother() throws Exception {
        String event = "{\"topic\":\"a\",\"type\":\"s\"}";
        String long255 = "k".repeat(255);

        String first = server.send("one-token", "POST", "/api/v1/events", event, "Idempotency-Key", "k/x")
                .body();
        String second = server.send("two-token", "POST", "/api/v1/events", event, "Idempotency-Key", "x")
                .body();
        assertThat(second).isNotEqualTo(first);
        assertThat(send("POST", "/api/v1/events", event, "Idempotency-Key", long255)
                        .statusCode())
                .isEqualTo(202);
        assertThat(send("POST", "/api/v1/events", event, "Idempotency-Key", long255 + "k")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBadEventDoesNotSpoilItsBatch() throws Exception {
        HttpResponse<String> batch = send(
                "POST",
                "/api/v1/events",
                "[1,null,[],{\"topic\":\"a\",\"type\":\"s\"},{\"topic\":\"a\",\"type\":\"gap\"},{\"topic\":\"\\ud800\",\"type\":\"s\"},{\"topic\":\"a\",\"type\":\"s\",\"ttl\":\"1000d\"}]",
                "Content-Type",
                "Application/JSON; charset=utf-8");

        assertThat(batch.statusCode()).isEqualTo(202);
        List<String> kinds = new ArrayList<>();
        TestServer.data(batch)
                .forEach(one -> kinds.add(one.path("error").path("code").asString("ok")));
        assertThat(kinds)
                .containsExactly(
                        "VALIDATION_ERROR",
                        "VALIDATION_ERROR",
                        "VALIDATION_ERROR",
                        "ok",
                        "RESERVED_TYPE",
                        "VALIDATION_ERROR",
                        "ok");
    }

    @Test
    void theKindOfABatchIsReadInAnyCase() throws Exception {
        String event = "{\"topic\":\"a\",\"type\":\"s\",\"data\":\"a\u2028b\"}";

        HttpResponse<String> batch = send(
                "POST",
                "/api/v1/events",
                event + "\r\n\r\n" + event + "\n",
                "Content-Type",
                "Application/X-NDJSON; charset=utf-8");

        assertThat(TestServer.data(batch)).hasSize(2).allMatch(result -> result.has("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":5}|id: \"5\" (expected: a text)",
                "{\"id\":\"q\",\"name\":\"\\ud800\"}|name: ",
                "{\"id\":\"q\",\"confirmBeforeShutdown\":5}|confirmBeforeShutdown: \"5\" (expected: true or false)",
                "{\"id\":\"q\",\"probe\":{\"tcp\":\"1\",\"interval\":\"999999999999d\"}}|probe.interval: ",
                "{\"id\":\"q\",\"startTimeout\":\"999999999999d\"}|startTimeout: ",
                "{\"id\":\"q\",\"connector\":{\"type\":\"process\",\"command\":[\"a\\u0000b\"]}}|connector.command: ",
                "{\"id\":\"q\",\"connector\":{\"type\":\"process\",\"command\":[\"\"]}}|connector.command: ",
                "{\"id\":\"q\",\"connector\":{\"type\":\"process\",\"command\":[\"x\"],\"workdir\":\"\\u0000\"}}|connector.workdir: ",
                "[]|body: a list (expected: a map of keys and values)",
                "{}|id: missing"
            })
    void refusesAResourceAndMakesNothingOfIt(String resource, String message) throws Exception {
        assertRefused(send("POST", "/api/v1/resources", resource), 400, "VALIDATION_ERROR", message);

        assertThat(TestServer.data(send("GET", "/api/v1/resources", ""))).hasSize(1);
        assertThat(send("POST", "/api/v1/resources", "{\"id\":\"fine\"}").statusCode())
                .as("what was refused does not stand in the way of others")
                .isEqualTo(201);
    }

    @Test
    void whatCannotBeKeptIsNotDone() throws Exception {
        Files.createDirectories(server.folder().resolve("data/resources.json.new/in-the-way"));

        assertRefused(send("POST", "/api/v1/resources", "{\"id\":\"q\"}"), 500, "UNKNOWN_ERROR", "the server failed");

        assertThat(send("GET", "/api/v1/resources/q", "").statusCode()).isEqualTo(404);
    }

    @Test
    void changesAtOnceAreAllKept() throws Exception {
        int many = 20;
        for (int i = 0; i < many; i++) {
            send("POST", "/api/v1/resources", "{\"id\":\"n" + i + "\"}");
        }
        send("POST", "/api/v1/resources", "{\"id\":\"all\"}");

        ExecutorService threads = Executors.newFixedThreadPool(many);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String body = "{\"resourceId\":\"all\",\"id\":\"n" + i + "\"}";
            calls.add(() -> send("POST", "/api/v1/dependencies", body).statusCode());
        }
        for (Future<Integer> status : threads.invokeAll(calls)) {
            assertThat(status.get()).isEqualTo(201);
        }
        threads.shutdown();

        JsonNode all = TestServer.data(send("GET", "/api/v1/resources/all", ""));
        assertThat(all.path("dependsOn")).hasSize(many);
    }

    @Test
    void whatIsNeededIsNotDeleted() throws Exception {
        send("POST", "/api/v1/resources", "{\"id\":\"low\"}");
        send("POST", "/api/v1/resources", "{\"id\":\"high\",\"dependsOn\":[\"low\"]}");
        send("POST", "/api/v1/resources", "{\"id\":\"guest\",\"host\":\"low\"}");

        assertRefused(
                send("DELETE", "/api/v1/resources/low", ""), 409, "RESOURCE_NEEDED", "low is needed by high, guest");
        assertRefused(
                send("POST", "/api/v1/dependencies", "{\"resourceId\":\"low\",\"id\":\"high\"}"),
                409,
                "DEPENDENCY_CYCLE_DETECTED",
                "low -> high -> low");
        assertRefused(
                send("POST", "/api/v1/dependencies", "{\"resourceId\":\"high\",\"id\":\"low\"}"),
                409,
                "DEPENDENCY_DUPLICATE",
                "high -> low");
        assertRefused(
                send("DELETE", "/api/v1/dependencies/low/high", ""), 404, "NOT_FOUND", "low does not depend on high");
        assertRefused(
                send("POST", "/api/v1/dependencies", "{\"resourceId\":\"low\"}"),
                400,
                "VALIDATION_ERROR",
                "id: missing");
    }

    @Test
    void aProcessThatRunsIsNotForgotten() throws Exception {
        send(
                "POST",
                "/api/v1/resources",
                "{\"id\":\"kid\",\"connector\":{\"type\":\"process\",\"command\":[\"sleep\",\"1003\"]}}");
        send("POST", "/api/v1/cascades/start", "{\"resourceId\":\"kid\"}");
        await().until(() -> send("GET", "/api/v1/resources/kid", "").body().contains("\"status\":\"online\""));

        assertRefused(send("DELETE", "/api/v1/resources/kid", ""), 409, "RESOURCE_ACTIVE", "kid is online");
        assertRefused(
                send("PUT", "/api/v1/resources/kid", "{\"id\":\"kid\"}"), 409, "RESOURCE_ACTIVE", "kid is online");

        send("POST", "/api/v1/cascades/stop", "{\"resourceId\":\"kid\"}");
        await().until(() -> send("DELETE", "/api/v1/resources/kid", "").statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/resources//",
                "/api/v1/resources/..;/graph",
                "/api/v1/resources/%2e%2e/graph",
                "/api/v1/resources/a%2Fb",
                "/api/v1/resources/a%00b",
                "/api/v1/resources/%ff",
                "/api/v1/resources/db/output?lines=%zz",
                "/api/events?token=%zz",
                "/api/v1/events/stream?topic=%zz",
                "/signin?ticket=%zz",
                "/%"
            })
    void pathsAndQueriesThatPlayTricksAreBadRequests(String path) throws Exception {
        String answer = server.raw(RawClient.get(path, "Authorization: Bearer admin-token\r\nConnection: close\r\n"));

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("Content-Type: application/json")
                .contains("{\"error\":{\"code\":\"")
                .doesNotContain("Server:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "Content-Length: -5\r\n\r\nabcdef",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "X : a\r\nContent-Length: 0\r\n\r\n",
                "X: a\u0000b\r\nContent-Length: 0\r\n\r\n"
            })
    void requestsThatTwoReadersWouldReadDifferentlyAreRefused(String rest) throws Exception {
        String answer =
                server.raw("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin-token\r\n" + rest);

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":{\"code\":\"BAD_REQUEST\"")
                .containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void headersHaveAnEnd() throws Exception {
        assertThat(server.raw(RawClient.get("/healthz", "X: " + "a".repeat(20_000) + "\r\n")))
                .startsWith("HTTP/1.1 431")
                .contains("{\"error\":{\"code\":\"REQUEST_HEADER_FIELDS_TOO_LARGE\"");
        assertThat(server.raw(RawClient.get("/healthz?" + "a".repeat(20_000), "")))
                .startsWith("HTTP/1.1 414")
                .contains("{\"error\":{\"code\":\"URI_TOO_LONG\"");
    }

    @Test
    void aHeadIsAnsweredLikeAGetAndWithoutABody() throws Exception {
        HttpResponse<String> head = send("HEAD", "/api/v1/resources", "");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }
}
