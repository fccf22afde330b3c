// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a cascade is to be run, as a request says it. */
class CascadesIT {

    /** {@code slow} is up when somebody makes the file, {@code bad} never is. */
    private static final String YAML = """
            server: {port: 0, stopTimeout: 5s}
            auth:
              tokens:
                - {token: t, principal: a, roles: [admin], grants: ["**"]}
                - {token: u, principal: b, roles: [operator], grants: ["**"]}
            cascades: {stepTimeout: 30s, pollInterval: 50ms}
            resources:
              - {id: db, connector: {type: command, start: [touch, db], stop: [rm, -f, db], status: [ls, db]}}
              - {id: nas, confirmBeforeShutdown: true, connector: {type: command, start: [touch, nas], stop: [rm, -f, nas], status: [ls, nas]}}
              - id: slow
                dependsOn: [db]
                connector: {type: process, command: [sleep, "1013"]}
                probe: {command: [test, -e, up], interval: 50ms}
              - id: bad
                dependsOn: [db]
                retry: {attempts: 3, delay: 1ms}
                connector: {type: command, start: ["false"], status: ["false"]}
              - {id: silent, connector: {type: command, start: ["true"]}}
              - {id: broken, connector: {type: command, status: [/no/such/program]}}
            """;

    private static final List<String> WRONG = List.of(
            "POST|start|{\"resourceId\":\"db\",\"onFailure\":\"retry\"}|onFailure: \"retry\" (expected: one of continue, fail-fast, rollback)",
            "POST|start|{\"resourceId\":\"db\",\"onFailure\":true}|onFailure: true (expected: a text)",
            "POST|start|{\"resourceId\":\"db\",\"deadline\":5}|deadline: 5 (expected: a duration such as",
            "POST|start|{\"resourceId\":\"db\",\"deadline\":\"0s\"}|deadline: zero (expected: more)",
            "POST|start|{\"resourceId\":\"db\",\"deadline\":\"1001d\"}|deadline: 1001d (expected: at most 1000d)",
            "POST|stop|{\"resourceId\":\"db\",\"replace\":\"yes\"}|replace: \"yes\" (expected: true or false)",
            "POST|stop|{\"resourceId\":\"db\",\"replace\":1}|replace: 1 (expected: true or false)",
            "POST|stop|{\"resourceId\":\"db\",\"grace\":\"1s\"}|grace: unknown field (expected: resourceId, dependents, onFailure, deadline, replace)",
            "POST|plan|{\"resourceId\":\"db\"}|action: missing (expected: start or stop)",
            "POST|plan|[]|body: not an object (expected: action, resourceId",
            "POST|start||body: empty (expected: JSON)",
            "POST|ID/cancel|{\"grace\":\"-1s\"}|grace: \"-1s\" (expected: a duration",
            "POST|ID/cancel|{\"after\":\"1s\"}|after: unknown field (expected: grace)",
            "POST|ID/cancel|5|body: not an object (expected: grace)",
            "POST|ID/confirm|{\"yes\":1}|yes: unknown field (expected: none)",
            "GET|?limit=0||limit: \"0\" (expected: a whole number from 1 to 1000)",
            "GET|?limit=1001||limit: \"1001\"",
            "GET|?limit=1e1||limit: \"1e1\"",
            "GET|?before=nobody||before: \"nobody\" (expected: the id of a cascade");

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return server.send("t", "POST", "/api/v1/cascades/" + path, body, headers);
    }

    private JsonNode begun(String verb, String body, String... headers) throws Exception {
        HttpResponse<String> answer = post(verb, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.data(answer);
    }

    private JsonNode record(String id) throws Exception {
        return TestServer.data(server.send("t", "GET", "/api/v1/cascades/" + id, ""));
    }

    private JsonNode ended(JsonNode cascade) throws Exception {
        String id = cascade.path("id").asString();
        await().until(() -> record(id).path("status").asString().matches("completed|failed|cancelled"));
        return record(id);
    }

    private String status(String id) throws Exception {
        return TestServer.data(server.send("t", "GET", "/api/v1/resources/" + id, ""))
                .path("status")
                .asString();
    }

    @Test
    void aStartThatFailsIsRolledBackIfItIsToBe() throws Exception {
        JsonNode kept = ended(begun("start", "{\"resourceId\":\"bad\"}"));
        assertThat(kept.path("status").asString()).isEqualTo("failed");
        assertThat(kept.path("steps").get(1).path("attempts").asInt())
                .as("retry")
                .isEqualTo(3);
        assertThat(status("db")).isEqualTo("online");
        ended(begun("stop", "{\"resourceId\":\"db\"}"));

        JsonNode undone = ended(begun("start", "{\"resourceId\":\"bad\",\"onFailure\":\"rollback\"}"));

        assertThat(undone.path("steps").get(0).path("state").asString()).isEqualTo("rolled_back");
        assertThat(status("db")).isEqualTo("offline");
    }

    @Test
    void aDeadlineEndsTheWhole() throws Exception {
        JsonNode late = ended(begun("start", "{\"resourceId\":\"slow\",\"deadline\":\"300ms\"}"));

        assertThat(late.path("status").asString()).isEqualTo("failed");
        assertThat(late.path("errorCode").asString()).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void aKeyMakesARequestHappenOnce() throws Exception {
        JsonNode first = begun("start", "{\"resourceId\":\"db\"}", "Idempotency-Key", "k");
        ended(first);

        JsonNode again = begun("start", "{\"resourceId\":\"db\"}", "Idempotency-Key", "k");
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("status").asString()).isEqualTo("completed");
        HttpResponse<String> other = post("stop", "{\"resourceId\":\"db\"}", "Idempotency-Key", "k");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(TestServer.error(other, "code")).isEqualTo("KEY_REUSED");
        HttpResponse<String> somebody =
                server.send("u", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"db\"}", "Idempotency-Key", "k");
        assertThat(TestServer.data(somebody).path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    @DisplayName("S1-36 a contradiction is refused, or replaces what runs if it is to")
    void aContradictionIsRefusedOrReplaces() throws Exception {
        JsonNode first = begun("start", "{\"resourceId\":\"slow\"}");

        HttpResponse<String> refused = post("stop", "{\"resourceId\":\"slow\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(TestServer.error(refused, "code")).isEqualTo("CASCADE_IN_PROGRESS");
        assertThat(refused.body()).contains(first.path("id").asString());

        JsonNode second = ended(begun("stop", "{\"resourceId\":\"slow\",\"replace\":true}"));
        assertThat(second.path("status").asString()).isEqualTo("completed");
        assertThat(ended(first).path("errorCode").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void whatIsUnderWayMayEndWithinTheGraceOfACancellation() throws Exception {
        JsonNode cascade = begun("start", "{\"resourceId\":\"slow\"}");
        String id = cascade.path("id").asString();
        await().until(() -> record(id).path("completedSteps").asInt() == 1);

        assertThat(post(id + "/cancel", "{\"grace\":\"1h\"}").statusCode()).isEqualTo(200);
        Files.writeString(server.folder().resolve("up"), "");

        JsonNode end = ended(cascade);
        assertThat(end.path("status").asString()).isEqualTo("cancelled");
        assertThat(end.path("steps").get(1).path("state").asString()).isEqualTo("done");
    }

    @Test
    void aRecordHasThePlanThatItFollows() throws Exception {
        begun("start", "{\"resourceId\":\"nas\"}");
        JsonNode done = ended(begun("start", "{\"resourceId\":\"db\"}"));
        assertThat(done.path("plan").path("steps").get(0).path("cause").asString())
                .isEqualTo("target");
        assertThat(done.path("plan")
                        .path("forecast")
                        .path("criticalPath")
                        .get(0)
                        .asString())
                .isEqualTo("db");
        assertThat(done.has("record")).isFalse();

        await().until(() -> status("nas").equals("online"));
        JsonNode waiting = begun("stop", "{\"resourceId\":\"nas\"}");
        JsonNode shown = record(waiting.path("id").asString());
        assertThat(shown.path("status").asString()).isEqualTo("awaiting_confirmation");
        assertThat(shown.path("plan").path("needsConfirmation").get(0).asString())
                .isEqualTo("nas");
        assertThat(post(waiting.path("id").asString() + "/confirm", "").statusCode())
                .isEqualTo(200);
        assertThat(ended(waiting).path("status").asString()).isEqualTo("completed");
        JsonNode plan = begun("plan", "{\"action\":\"start\",\"resourceId\":\"db\"}");
        assertThat(plan.path("skipped").get(0).path("resourceId").asString()).isEqualTo("db");
    }

    @Test
    void cascadesAreToldPageByPageTheNewestFirst() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            JsonNode cascade = begun("start", "{\"resourceId\":\"silent\"}");
            ended(cascade);
            ids.add(0, cascade.path("id").asString());
        }

        List<String> seen = new ArrayList<>();
        String query = "?limit=2";
        for (int page = 0; page < 3; page++) {
            String body =
                    server.send("t", "GET", "/api/v1/cascades" + query, "").body();
            JsonNode tree = new JsonMapper().readTree(body);
            tree.path("data").forEach(record -> seen.add(record.path("id").asString()));
            assertThat(tree.has("next")).isEqualTo(page < 2);
            query = "?limit=2&before=" + tree.path("next").asString();
        }

        assertThat(seen).isEqualTo(ids);
        assertThat(server.send("t", "GET", "/api/v1/cascades?before=" + ids.get(4), "")
                        .body())
                .isEqualTo("{\"data\":[]}");
    }

    @Test
    void twoStartsAndAStopAtOnceComeToOneEnd() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Callable<HttpResponse<String>>> calls = List.of(
                () -> post("start", "{\"resourceId\":\"slow\"}"),
                () -> post("start", "{\"resourceId\":\"slow\"}"),
                () -> post("stop", "{\"resourceId\":\"slow\"}"));
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : threads.invokeAll(calls)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        Files.writeString(server.folder().resolve("up"), "");

        assertThat(answers)
                .allMatch(answer -> answer.statusCode() == 200
                        || TestServer.error(answer, "code").equals("CASCADE_IN_PROGRESS"));
        for (HttpResponse<String> answer : answers) {
            if (answer.statusCode() == 200) {
                assertThat(ended(TestServer.data(answer)).path("status").asString())
                        .isEqualTo("completed");
            }
        }
        assertThat(answers).anyMatch(answer -> answer.statusCode() == 200);
    }

    @Test
    @DisplayName("S1-37 a connection is tested, and what the platform says is told with code and platform")
    void aConnectorIsTested() throws Exception {
        HttpResponse<String> fine = server.send("t", "POST", "/api/v1/resources/db/test", "");
        assertThat(fine.body()).isEqualTo("{\"data\":{\"id\":\"db\",\"tested\":true}}");

        HttpResponse<String> broken = server.send("t", "POST", "/api/v1/resources/broken/test", "");
        assertThat(broken.statusCode()).as(broken.body()).isEqualTo(502);
        assertThat(TestServer.error(broken, "code")).isEqualTo("STATUS_FAILED");
        assertThat(broken.body()).contains("\"platform\":\"command\"");
        assertThat(server.send("t", "POST", "/api/v1/resources/none/test", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        String id =
                ended(begun("start", "{\"resourceId\":\"silent\"}")).path("id").asString();
        for (String line : WRONG) {
            String[] part = line.split("[|]", -1);
            String place = part[1].startsWith("?") ? part[1] : "/" + part[1].replace("ID", id);

            HttpResponse<String> answer = server.send("t", part[0], "/api/v1/cascades" + place, part[2]);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(TestServer.error(answer, "code")).isEqualTo("VALIDATION_ERROR");
            assertThat(TestServer.error(answer, "message")).startsWith(part[3]);
        }
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws Exception {
        assertThat(TestServer.error(post("start", "{\"resourceId\":\"db\"}", "Idempotency-Key", "a b"), "message"))
                .startsWith("Idempotency-Key: not a key");
    }
}
