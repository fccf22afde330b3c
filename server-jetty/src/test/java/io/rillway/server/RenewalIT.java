// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.SignedTokens;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.TestUsers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an open stream when its credential ends, is renewed, or is taken back. */
class RenewalIT {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String RELOAD = "/api/v1/auth/reload";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: eve-token, principal: eve, grants: ["chat/*", "news"]}
                - {token: otto-token, principal: otto, roles: [operator], grants: ["**"]}
              users:
                - {username: anna, password: "HASH", roles: [viewer], grants: ["**"]}
              jwt: {secret: "0123456789abcdef0123456789abcdef", clockSkew: 0s}
            """.replace("HASH", TestUsers.hash("anna-s3cret"));

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private static String jwt(String subject, int seconds, String... grants) {
        return SignedTokens.jay(
                SECRET,
                claims -> claims.subject(subject)
                        .expirationTime(SignedTokens.inSeconds(seconds))
                        .claim("rillway", Map.of("grants", List.of(grants))));
    }

    /** A stream, and the id that it was greeted with. */
    private record Opened(RawClient client, String id) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private Opened open(String header, String query) throws IOException {
        RawClient client = new RawClient(server.uri(), RawClient.get(STREAM + query, header + "\r\n"));
        String greeting = client.readUntil("event: connected\n") + client.readUntil("\n\n");
        return new Opened(client, greeting.replaceAll("(?s).*\"connection_id\":\"([^\"]*)\".*", "$1"));
    }

    private Opened bearer(String token) throws IOException {
        return open("Authorization: Bearer " + token, "");
    }

    private String status(String header, String query) throws IOException {
        try (RawClient client = new RawClient(server.uri(), RawClient.get(STREAM + query, header + "\r\n"))) {
            return client.readUntil("\r\n").substring(9, 12);
        }
    }

    private void publish(String... topics) throws Exception {
        for (String topic : topics) {
            String event = "{\"topic\":\"" + topic + "\",\"type\":\"" + topic + "\"}";
            assertThat(server.send("admin-token", "POST", "/api/v1/events", event)
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private HttpResponse<String> renew(Opened stream, String token) throws Exception {
        return server.send(token, "POST", "/api/v1/connections/" + stream.id() + "/token", "");
    }

    private String logIn() throws Exception {
        HttpResponse<String> answer =
                server.send("", "POST", LOGIN, "{\"username\":\"anna\",\"password\":\"anna-s3cret\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().allValues("Set-Cookie").get(0).replaceAll(";.*", "");
    }

    @Test
    @DisplayName("a stream is told that its credential ends, ends with it, and is then answered 401")
    void aStreamEndsWithItsCredential() throws Exception {
        String token = jwt("jay", 3, "**");

        try (Opened stream = bearer(token)) {
            String warned = stream.client().readUntil("event: auth-expiring\n")
                    + stream.client().readUntil("\n\n");
            assertThat(warned)
                    .contains("\"connection_id\":\"" + stream.id() + "\",\"expires_at\":\"")
                    .doesNotContain(token);
            assertThat(stream.client().readAll()).as("a clean end").endsWith("0\r\n\r\n");
        }

        assertThat(status("Authorization: Bearer " + token, "")).isEqualTo("401");
    }

    @Test
    @DisplayName("whoever shows another credential keeps the stream, with the grants of that one")
    void aRenewedStreamGoesOn() throws Exception {
        try (Opened stream = bearer(jwt("jay", 3, "chat/*", "news"))) {
            HttpResponse<String> answer = renew(stream, jwt("jay", 60, "chat/*"));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(TestServer.data(answer).path("id").asString()).isEqualTo(stream.id());
            Instant end =
                    Instant.parse(TestServer.data(answer).path("expiresAt").asString());
            assertThat(end).isAfter(InstantSource.system().instant().plusSeconds(50));
            try (Opened other = bearer(jwt("jay", 3, "**"))) {
                assertThat(other.client().readAll())
                        .as("the time of the first has passed")
                        .isNotEmpty();
            }
            publish("news", "chat/b");
            assertThat(stream.client().readUntil("event: chat/b\n")).doesNotContain("event: news");
        }
    }

    @Test
    void nobodyRenewsTheStreamOfAnother() throws Exception {
        try (Opened stream = bearer("eve-token")) {
            assertThat(renew(stream, jwt("jay", 60, "**")).statusCode()).isEqualTo(404);
            assertThat(renew(stream, "otto-token").statusCode()).isEqualTo(403);
            assertThat(renew(stream, "admin-token").statusCode()).isEqualTo(403);
            assertThat(renew(stream, "wrong").statusCode()).isEqualTo(401);
            assertThat(renew(stream, jwt("eve", -1, "**")).statusCode()).isEqualTo(401);
            assertThat(renew(new Opened(stream.client(), "none"), "eve-token").statusCode())
                    .isEqualTo(404);
            String query = "/api/v1/connections/" + stream.id() + "/token?token=eve-token";
            assertThat(server.send("", "POST", query, "{\"token\":\"eve-token\"}")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.send("eve-token", "POST", query, "", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            publish("secret", "news");
            assertThat(stream.client().readUntil("event: news\n")).doesNotContain("secret");
            assertThat(TestServer.data(renew(stream, "eve-token")).has("expiresAt"))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("S5-16 a logout tells the streams of the session to log out, and takes its tickets along")
    void aLogoutTellsTheStreamsOfItsSession() throws Exception {
        String session = "Cookie: " + logIn();
        String other = "Cookie: " + logIn();
        try (Opened tab = open(session, "");
                Opened elsewhere = open(other, "")) {
            String ticket = server.send("", "POST", "/api/v1/events/session", "", session.split(": "))
                    .body()
                    .replaceAll(".*:\"|\".*", "");

            server.send("", "POST", LOGOUT, "", session.split(": "));

            assertThat(tab.client().readAll()).contains("event: force_logout\ndata: {\"reason\":\"logged out\"}\n\n");
            assertThat(status(session, "")).isEqualTo("401");
            assertThat(status("X: y", "?session_id=" + ticket)).isEqualTo("401");
            publish("news");
            assertThat(elsewhere.client().readUntil("event: news\n")).doesNotContain("force_logout");
            assertThat(status(other, "")).isEqualTo("200");
        }
    }

    @Test
    void whoLogsInAnewComesBackWithTheNewSession() throws Exception {
        String before = logIn();
        try (Opened tab = open("Cookie: " + before, "")) {
            String again = "{\"username\":\"anna\",\"password\":\"anna-s3cret\"}";
            server.send("", "POST", LOGIN, again, "Cookie", before);

            assertThat(tab.client().readAll()).doesNotContain("force_logout");
        }
        assertThat(status("Cookie: " + before, "")).isEqualTo("401");
    }

    @Test
    void aStreamDoesNotOutliveAnIdleSession() throws Exception {
        server.restart(YAML.replace("  jwt:", "  sessions: {idle: 1s}\n  expiryNotice: 100ms\n  jwt:"));

        String cookie = "Cookie: " + logIn();
        try (Opened tab = open(cookie, "")) {
            assertThat(tab.client().readAll()).contains("event: auth-expiring\n");
        }
        assertThat(status(cookie, "")).isEqualTo("401");
    }

    @Test
    @DisplayName(
            "a token that is taken back while the server runs ends its streams; one with other grants goes on with those")
    void tokensAreReadAgain() throws Exception {
        try (Opened eve = bearer("eve-token");
                Opened otto = bearer("otto-token");
                Opened admin = bearer("admin-token")) {
            String ticket = server.send("eve-token", "POST", "/api/v1/events/session", "")
                    .body()
                    .replaceAll(".*:\"|\".*", "");
            server.configure(YAML.replace("\"chat/*\", \"news\"", "\"chat/*\", \"late\"")
                    .replaceAll(
                            ".*otto-token.*\n",
                            "                    - {token: new-token, principal: neo}\n".replaceAll("^ {16}", "")));

            HttpResponse<String> answer = server.send("admin-token", "POST", RELOAD, "");

            assertThat(answer.body())
                    .as(answer.body())
                    .isEqualTo("{\"data\":{\"renewed\":1,\"loggedOut\":0,\"ended\":1}}");
            otto.client().readAll();
            assertThat(status("Authorization: Bearer otto-token", "")).isEqualTo("401");
            assertThat(status("Authorization: Bearer new-token", "")).isEqualTo("200");
            assertThat(status("X: y", "?session_id=" + ticket)).isEqualTo("401");
            publish("news", "chat/a", "late");
            assertThat(eve.client().readUntil("event: late\n"))
                    .contains("event: chat/a\n")
                    .doesNotContain("event: news");
            assertThat(admin.client().readUntil("event: late\n")).contains("event: news");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"password|", "roles: [viewer]|roles: [operator]", "username: anna|username: otto"})
    @DisplayName("S5-16 a user whose password or role changes, or who is gone, is logged out everywhere")
    void changedUsersAreLoggedOut(String before, String after) throws Exception {
        String cookie = "Cookie: " + logIn();
        String other = TestUsers.hash("another");
        try (Opened tab = open(cookie, "")) {
            server.configure(
                    after == null
                            ? YAML.replaceAll("password: \"[^\"]*\"", "password: \"" + other + "\"")
                            : YAML.replace(before, after));

            HttpResponse<String> answer = server.send("admin-token", "POST", RELOAD, "");

            assertThat(TestServer.data(answer).path("loggedOut").asInt()).isEqualTo(1);
            assertThat(tab.client().readAll())
                    .contains("event: force_logout\ndata: {\"reason\":\"this account has changed\"}\n\n");
            assertThat(status(cookie, "")).isEqualTo("401");
        }
    }

    @Test
    void otherTermsForSignedTokensEndTheirStreams() throws Exception {
        try (Opened jay = bearer(jwt("jay", 60, "**"));
                Opened eve = bearer("eve-token")) {
            server.configure(YAML.replace(SECRET, "another-secret-of-32-bytes-or-so"));
            server.send("admin-token", "POST", RELOAD, "");

            jay.client().readAll();
            assertThat(status("Authorization: Bearer " + jwt("jay", 60, "**"), ""))
                    .isEqualTo("401");
            publish("news");
            eve.client().readUntil("event: news\n");
        }
    }

    @Test
    void whatCannotBeReadChangesNothing() throws Exception {
        List<String> bad = Stream.of(
                        YAML.replace("grants: [\"**\"]", "grants: [\"a**\"]"),
                        YAML.replace("admin-token", "eve-token"),
                        "server: {port: 0}\ndata: memory\n",
                        "{")
                .toList();
        for (String text : bad) {
            server.configure(text);
            HttpResponse<String> answer = server.send("admin-token", "POST", RELOAD, "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("eve-token", SECRET);
        }
        assertThat(status("Authorization: Bearer eve-token", "")).isEqualTo("200");
        assertThat(server.send("otto-token", "POST", RELOAD, "").statusCode()).isEqualTo(403);
        assertThat(server.send("", "POST", RELOAD, "").statusCode()).isEqualTo(401);
    }
}
