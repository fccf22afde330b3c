// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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

/** Batches, keys and limits of publishing: one answer for each event, in order, and nothing twice. */
class PublishAttackIT {

    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: chat-token, principal: chat, publish: ["chat/*"]}
            limits: {maxEventBytes: 1000, maxBatchEvents: 3, maxBodyBytes: 4000}
            """;

    private static final String EVENT = "{\"topic\":\"a\",\"type\":\"s\"}";

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private HttpResponse<String> publish(String body, String... headers) throws Exception {
        return server.send("admin-token", "POST", "/api/v1/events", body, headers);
    }

    private static List<String> kinds(HttpResponse<String> batch) {
        List<String> kinds = new ArrayList<>();
        TestServer.data(batch)
                .forEach(one -> kinds.add(one.path("error").path("code").asString("ok")));
        return kinds;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void aBatchHasAnEnd(String type) throws Exception {
        boolean lines = type.endsWith("ndjson");
        String joined = String.join(lines ? "\n" : ",", Collections.nCopies(4, EVENT));

        HttpResponse<String> answer = publish(lines ? joined : "[" + joined + "]", "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestServer.error(answer, "code")).isEqualTo("TOO_MANY_EVENTS");
        assertThat(TestServer.error(answer, "message")).isEqualTo("body: 4 events (expected: at most 3)");
    }

    @Test
    void aBodyHasAnEndThatIsTheServersOwn() throws Exception {
        HttpResponse<String> announced = publish("\"" + "x".repeat(4000) + "\"");
        String chunked = server.raw("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer admin-token\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "fa1\r\n" + "x".repeat(4001) + "\r\n0\r\n\r\n");

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(TestServer.error(announced, "message")).isEqualTo("body: more than 4000 bytes");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains("body: more than 4000 bytes");
    }

    @Test
    void theRefusedStandBetweenThePublishedInOrder() throws Exception {
        String large = "{\"topic\":\"a\",\"type\":\"s\",\"data\":\"" + "x".repeat(1000) + "\"}";

        HttpResponse<String> batch =
                publish(EVENT + "\n{\"topic\":\n" + large + "\n", "Content-Type", "application/x-ndjson");

        assertThat(batch.statusCode()).isEqualTo(202);
        assertThat(kinds(batch)).containsExactly("ok", "VALIDATION_ERROR", "PAYLOAD_TOO_LARGE");
    }

    @Test
    void whatIsNotGrantedIsRefusedAloneInItsBatch() throws Exception {
        HttpResponse<String> batch = server.send(
                "chat-token",
                "POST",
                "/api/v1/events",
                "[{\"topic\":\"chat/a\",\"type\":\"s\"},{\"topic\":\"user/eve\",\"type\":\"s\"},{\"topic\":[\"chat/a\",\"b\"],\"type\":\"s\"}]");

        assertThat(kinds(batch)).containsExactly("ok", "FORBIDDEN", "FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connected",
                "ping",
                "heartbeat",
                "gap",
                "auth-expiring",
                "open",
                "error",
                "force_logout",
                "subscriber-joined",
                "subscriber-left",
                "subscriber-x"
            })
    void theHubsOwnTypesAreNobodysToSend(String type) throws Exception {
        HttpResponse<String> answer = publish("{\"topic\":\"a\",\"type\":\"" + type + "\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestServer.error(answer, "code")).isEqualTo("RESERVED_TYPE");
        assertThat(kinds(publish("[{\"topic\":\"a\",\"type\":\"" + type + "\"}," + EVENT + "]")))
                .containsExactly("RESERVED_TYPE", "ok");
    }

    @Test
    void aBatchThatIsSentAgainIsTheSameBatch() throws Exception {
        String batch = "[" + EVENT + ",5," + EVENT + "]";
        HttpResponse<String> first = publish(batch, "Idempotency-Key", "k");

        assertThat(publish(batch, "Idempotency-Key", "k").body()).isEqualTo(first.body());
        assertThat(publish(batch, "Idempotency-Key", "l").body()).isNotEqualTo(first.body());
        assertThat(publish(EVENT, "Idempotency-Key", "k").body()).isNotIn(first.body());
    }

    @Test
    void oneKeyAtOnceIsOneEvent() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        Callable<String> call = () -> publish(EVENT, "Idempotency-Key", "k").body();

        HashSet<String> answers = new HashSet<>();
        for (Future<String> answer : threads.invokeAll(Collections.nCopies(100, call))) {
            answers.add(answer.get());
        }
        threads.shutdown();

        assertThat(answers).hasSize(1);
    }

    @Test
    void whoIsInAHurryIsAnsweredWhenTheEventHasItsId() throws Exception {
        HttpResponse<String> early = server.send("admin-token", "POST", "/api/v1/events?ack=accepted", EVENT);

        assertThat(early.statusCode()).isEqualTo(202);
        assertThat(TestServer.data(early).path("id").asString()).isNotEmpty();
        assertThat(server.send("admin-token", "POST", "/api/v1/events?ack=stored", EVENT)
                        .statusCode())
                .isEqualTo(202);
        assertThat(server.send("admin-token", "POST", "/api/v1/events?ack=never", EVENT)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anEmptyBatchIsNoEvent() throws Exception {
        assertThat(publish("[]").body()).isEqualTo("{\"data\":[]}");
        assertThat(publish("\n\n", "Content-Type", "application/x-ndjson").body())
                .isEqualTo("{\"data\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/api/v1/events|POST",
                "DELETE|/api/v1/resources|GET, HEAD, POST",
                "POST|/api/v1/resources/a|GET, HEAD, PUT, DELETE",
                "PUT|/api/v1/resources/a/output|GET, HEAD",
                "PUT|/api/v1/dependencies|GET, HEAD, POST",
                "GET|/api/v1/dependencies/a/b|DELETE",
                "POST|/api/v1/graph|GET, HEAD",
                "PUT|/api/v1/cascades|GET, HEAD",
                "DELETE|/api/v1/cascades/start|POST, GET, HEAD",
                "POST|/api/v1/cascades/nope|GET, HEAD",
                "GET|/api/cascades/a/cancel|POST",
                "OPTIONS|/api/v1/graph|GET, HEAD",
                "get|/api/v1/graph|GET, HEAD",
                "POST|/api/v1/events/stream|GET, HEAD",
                "POST|/healthz|GET, HEAD",
                "DELETE|/signin|GET, HEAD",
                "HEAD|/signin|GET"
            })
    void aMethodThatAPathHasNotIsToldThoseItHas(String method, String path, String allowed) throws Exception {
        String answer = server.raw(method + " " + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer admin-token\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: " + allowed + "\r\n");
    }

    @Test
    void whoIsNotKnownIsNotToldWhatThereIs() throws Exception {
        assertThat(server.raw(RawClient.get("/api/v1/events", "Connection: close\r\n")))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("Allow:");
    }
}
