// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.SignedTokens;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tickets and signed tokens over HTTP: what opens a stream once, for a minute, or not at all. */
class TicketIT {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String SESSION = "/api/v1/events/session";
    private static final String TOKEN = "/api/v1/auth/sse-token";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: eve-token, principal: eve, roles: [viewer], grants: ["chat/*"]}
              jwt: {secret: "0123456789abcdef0123456789abcdef", issuer: me}
            """;

    private final JsonMapper json = new JsonMapper();

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private JsonNode mint(String path) throws Exception {
        HttpResponse<String> answer = server.send("eve-token", "POST", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private String session() throws Exception {
        return mint(SESSION).path("session_id").asString();
    }

    private String open(String path) throws IOException {
        try (RawClient stream = server.open("", path)) {
            return stream.readUntil("\r\n");
        }
    }

    @Test
    @DisplayName("S4-02 S4-03 a session id opens one stream, and then it is 401")
    void aSessionIdOpensOneStream() throws Exception {
        String id = session();

        assertThat(id).matches("[A-Za-z0-9_-]{43}");
        assertThat(open(STREAM + "?session_id=" + id)).startsWith("HTTP/1.1 200");
        assertThat(open(STREAM + "?session_id=" + id)).startsWith("HTTP/1.1 401");
    }

    @Test
    @DisplayName("S4-01 a stream token opens streams for a minute and says so")
    void aStreamTokenOpensStreams() throws Exception {
        JsonNode answer = mint(TOKEN);

        String token = answer.path("sse_token").asString();
        Instant expires = Instant.parse(answer.path("expires_at").asString());
        assertThat(answer.path("token_type").asString()).isEqualTo("sse");
        assertThat(Duration.between(InstantSource.system().instant(), expires))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(open(STREAM + "?sse_token=" + token)).startsWith("HTTP/1.1 200");
        assertThat(open(STREAM + "?sse_token=" + token)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "session_id,sse-token",
        "sse_token,session",
        "token,session",
        "token,sse-token",
        "session_id,bearer",
        "sse_token,bearer",
        "token,bearer"
    })
    @DisplayName("S4-01 a credential of another kind opens nothing")
    void theKindIsChecked(String parameter, String kind) throws Exception {
        String credential = switch (kind) {
            case "session" -> session();
            case "sse-token" -> mint(TOKEN).path("sse_token").asString();
            default -> "eve-token";
        };

        assertThat(open(STREAM + "?" + parameter + "=" + credential)).startsWith("HTTP/1.1 401");
    }

    @Test
    void aTicketOpensStreamsAndNothingElse() throws Exception {
        for (String ticket : List.of(session(), mint(TOKEN).path("sse_token").asString())) {
            for (String path : List.of("/api/v1/graph", SESSION, TOKEN)) {
                assertThat(server.send(ticket, "POST", path, "").statusCode()).isEqualTo(401);
                assertThat(server.send("", "POST", path + "?session_id=" + ticket + "&sse_token=" + ticket, "")
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(server.send("", "GET", "/api/events?token=" + ticket, "").statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"topic=secret,403", "topic=a**,400", "since=yesterday,400", "last=0,400"})
    @DisplayName("S4-03 a session id is used up by the stream that it opens, not by a request that opens none")
    void aRefusalUsesNoTicketUp(String query, String status) throws Exception {
        String id = session();

        assertThat(open(STREAM + "?" + query + "&session_id=" + id)).startsWith("HTTP/1.1 " + status);
        assertThat(open(STREAM + "?session_id=" + id)).startsWith("HTTP/1.1 200");
        assertThat(open(STREAM + "?session_id=" + id)).startsWith("HTTP/1.1 401");
    }

    @Test
    void aTicketSeesWhatItsOwnerSees() throws Exception {
        assertThat(open(STREAM + "?topic=secret&session_id=" + session())).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSION, TOKEN})
    void onlyWhoIsKnownMintsTickets(String path) throws Exception {
        assertThat(server.send("", "POST", path, "").statusCode()).isEqualTo(401);
        assertThat(server.send("", "POST", path + "?token=eve-token", "").statusCode())
                .isEqualTo(401);
        assertThat(server.send("eve-token", "GET", path, "").statusCode()).isEqualTo(405);
        assertThat(server.send("eve-token", "POST", path, "", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.send("eve-token", "POST", path, "{\"endpoint\":\"homelab\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.send("eve-token", "POST", path, "{\"endpoint\":\"canonical\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send("eve-token", "POST", path, "{\"principal\":\"admin\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("G11 of 100 who use a session id at once one wins")
    void oneOfManyAtOnceWins() throws Exception {
        String path = STREAM + "?session_id=" + session();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Callable<String>> uses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            uses.add(() -> open(path));
        }

        List<String> statuses = new ArrayList<>();
        for (Future<String> status : threads.invokeAll(uses)) {
            statuses.add(status.get().substring(9, 12));
        }
        threads.shutdown();

        assertThat(statuses).containsOnlyOnce("200").hasSize(100);
        assertThat(statuses.stream().filter("401"::equals)).hasSize(99);
    }

    private static String jwt(Map<String, Object> more) {
        return SignedTokens.jay(SECRET, claims -> {
            claims.issuer("me").claim("rillway", Map.of("grants", List.of("chat/*"), "publish", List.of("chat/*")));
            more.forEach(claims::claim);
        });
    }

    @Test
    void aSignedTokenIsABearerTokenWithItsOwnGrants() throws Exception {
        String token = jwt(Map.of());
        String event = "{\"topic\":\"TOPIC\",\"type\":\"s\"}";

        assertThat(server.send(token, "POST", "/api/v1/events", event.replace("TOPIC", "chat/a"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(server.send(token, "POST", "/api/v1/events", event.replace("TOPIC", "other"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.send(token, "GET", "/api/v1/graph", "").statusCode()).isEqualTo(403);
        assertThat(server.send(jwt(Map.of("iss", "you")), "GET", "/api/v1/graph", "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(open("/api/events?token=" + token)).startsWith("HTTP/1.1 200");
        assertThat(open(STREAM + "?token=" + token)).startsWith("HTTP/1.1 401");
    }

    @Test
    @DisplayName("S4-01 an ordinary token is no stream token, nor the other way round")
    void aTokenThatSaysItIsForStreamsIsNotForTheApi() throws Exception {
        assertThat(open(STREAM + "?sse_token=" + jwt(Map.of()))).startsWith("HTTP/1.1 401");
        assertThat(server.send(jwt(Map.of("token_type", "sse")), "POST", SESSION, "")
                        .statusCode())
                .isEqualTo(401);
    }
}
