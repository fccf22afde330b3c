// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.Dialogue;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the endpoints at the shared path a request meets. */
class SharedMountIT {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String EVE = "Authorization: Bearer eve-token\r\n";

    @AutoClose
    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: eve-token, principal: eve, grants: ["user/eve/**", "novel/**", "project/**", "workload/**"]}
            endpoints: [canonical, platform, studio, coaching, {preset: studio, name: own, path: /own, maxPerPrincipal: 1}]
            """);

    private Dialogue get(String address, String headers) throws IOException {
        return new Dialogue(server.uri(), RawClient.get(address, headers));
    }

    private String minted(String route, String body) throws Exception {
        return server.send("eve-token", "POST", route, body).body().replaceAll("^\\{\"[a-z_]+\":\"([^\"]+)\".*", "$1");
    }

    private String session(String body) throws Exception {
        return minted("/api/v1/events/session", body);
    }

    /** Canonical alone forbids storing; platform alone has flat bodies; studio alone has the other two not. */
    private static String endpoint(Dialogue stream) throws IOException {
        if (stream.head().contains("Cache-Control: no-store, no-transform")) {
            return "canonical";
        }
        return stream.frames(2).contains("event_type") ? "platform" : "studio";
    }

    @Test
    @DisplayName("C10 a ticket opens the endpoint it was minted for, by default the studio")
    void ticketsOpenWhatTheyWereMintedFor() throws Exception {
        String other = "{\"endpoint\":\"canonical\"}";
        try (Dialogue studio = get(STREAM + "?session_id=" + session(""), "");
                Dialogue canonical = get(STREAM + "?session_id=" + session(other), "");
                Dialogue byToken = get(STREAM + "?sse_token=" + minted("/api/v1/auth/sse-token", ""), "");
                Dialogue own = get("/own?session_id=" + session("{\"endpoint\":\"own\"}"), "")) {
            assertThat(endpoint(studio)).isEqualTo("studio");
            assertThat(endpoint(canonical)).isEqualTo("canonical");
            assertThat(endpoint(byToken)).isEqualTo("studio");
            assertThat(endpoint(own)).isEqualTo("studio");
        }
    }

    @Test
    @DisplayName(
            "C10 a token in the query opens the platform, whatever else is shown; headers open the canonical endpoint")
    void tokensOpenThePlatform() throws Exception {
        try (Dialogue platform = get(STREAM + "?token=eve-token", EVE);
                Dialogue canonical = get(STREAM, EVE)) {
            assertThat(endpoint(platform)).isEqualTo("platform");
            assertThat(endpoint(canonical)).isEqualTo("canonical");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/events/stream?session_id=x|401|{\"detail\":\"Invalid or expired session\"}",
                "/api/v1/events/stream?sse_token=x|401|{\"detail\":\"Invalid or expired token\"}",
                "/api/v1/events/stream?token=x|401|{\"error\":{\"code\":\"UNAUTHORIZED\"",
                "/api/v1/events/stream|401|{\"error\":{\"code\":\"UNAUTHORIZED\"",
                "/own|422|{\"detail\":\"session_id: missing (expected: one of session_id, sse_token)\"}",
                "/api/sse|401|{\"error\":{\"code\":\"UNAUTHORIZED\"",
                "/sse|401|{\"error\":{\"code\":\"UNAUTHORIZED\"",
            })
    @DisplayName("S4-03 S5-01 each refuses in the words of its clients, before any byte of a stream")
    void eachRefusesInItsOwnWords(String address, int status, String body) throws IOException {
        try (Dialogue denied = get(address, "")) {
            assertThat(denied.head()).startsWith("HTTP/1.1 " + status + " ").contains("application/json");
            assertThat(denied.rest()).startsWith(body);
        }
    }

    @Test
    @DisplayName("C4 C5 a credential that its endpoint refuses does not fall through to another endpoint")
    void nobodyElseJudges() throws IOException {
        try (Dialogue denied = get(STREAM + "?token=no", EVE);
                Dialogue ticket = get(STREAM + "?session_id=no", EVE)) {
            assertThat(denied.head()).startsWith("HTTP/1.1 401 ");
            assertThat(ticket.head()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    @DisplayName("S4-02 S4-03 a session of another endpoint is not good here, and stays good there")
    void aSessionIsForItsEndpoint() throws Exception {
        String session = session("{\"endpoint\":\"own\"}");
        try (Dialogue denied = get(STREAM + "?session_id=" + session, "");
                Dialogue own = get("/own?session_id=" + session, "")) {
            assertThat(denied.rest()).isEqualTo("{\"detail\":\"Invalid or expired session\"}");
            assertThat(own.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    @DisplayName("S4-10 the third stream of a user is refused with 429 and Retry-After, and its ticket is good again")
    void theThirdComesAgain() throws Exception {
        String third = session("");
        try (Dialogue first = get(STREAM + "?session_id=" + session(""), "")) {
            try (Dialogue second = get(STREAM + "?session_id=" + session(""), "");
                    Dialogue refused = get(STREAM + "?session_id=" + third, "")) {
                assertThat(second.head()).startsWith("HTTP/1.1 200 ");
                assertThat(refused.head()).startsWith("HTTP/1.1 429 ").contains("Retry-After: 30\r\n");
                assertThat(refused.rest()).isEqualTo("{\"detail\":\"eve has its 2 streams\"}");
                assertThat(server.send("admin-token", "DELETE", "/api/v1/connections/" + id(second), "")
                                .statusCode())
                        .isEqualTo(200);
                second.rest();
            }
            try (Dialogue again = get(STREAM + "?session_id=" + third, "")) {
                assertThat(again.head()).startsWith("HTTP/1.1 200 ");
                assertThat(first.head()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private static String id(Dialogue stream) throws IOException {
        return stream.frames(2).replaceAll("(?s).*\"connection_id\":\"([^\"]+)\".*", "$1");
    }

    @Test
    @DisplayName("S3-05 the platform's filters narrow, an empty one and all do not, and others have no effect")
    void platformFilters() throws Exception {
        String query = STREAM + "?token=eve-token&project_id=p1&resource_type=all&cluster_id=&events=other&topic=x";
        try (Dialogue stream = get(query, "")) {
            stream.frames(2);
            publish("workload/w1", "one", "p2");
            publish("workload/w1", "two", "p1");
            publish("cluster/c1", "not granted", "p1");
            publish("project/p1", "three", "p1");

            assertThat(stream.frames(2))
                    .contains("\"n\":\"two\"", "\"n\":\"three\"")
                    .doesNotContain("one", "granted");
        }
    }

    @Test
    @DisplayName("S4-07 S4-10 the studio's types and meta, and the last 50 on a first connect")
    void studioBacklogAndTypes() throws Exception {
        for (int i = 1; i <= 60; i++) {
            publish("novel/n1", "e" + i, "p1");
        }
        try (Dialogue stream = get(STREAM + "?events=t&meta_client_version=1.0.0&session_id=" + session(""), "")) {
            String frames = stream.frames(2 + 50);
            assertThat(frames).contains("\"n\":\"e11\"", "\"n\":\"e60\"").doesNotContain("\"n\":\"e10\"", "event: gap");
            assertThat(server.send("admin-token", "GET", "/api/v1/connections", "")
                            .body())
                    .contains("\"client_version\":\"1.0.0\"");
        }
    }

    private void publish(String topic, String name, String project) throws Exception {
        server.send(
                "admin-token",
                "POST",
                "/api/v1/events",
                "{\"topic\":\"%s\",\"type\":\"t\",\"data\":{\"n\":\"%s\"},\"attributes\":{\"project_id\":\"%s\"}}"
                        .formatted(topic, name, project));
    }

    @Test
    @DisplayName("S4-10 the health of the streams in numbers, to everybody")
    void health() throws Exception {
        try (Dialogue stream = get(STREAM, EVE)) {
            stream.frames(2);
            assertThat(server.send("", "GET", "/api/v1/events/health", "").body())
                    .startsWith("{\"status\":\"healthy\",\"connection_statistics\":{\"active_connections\":1,")
                    .contains("\"service\":\"rillway\",\"version\":");
        }
    }
}
