// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.TestUsers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in with a password and out again, and those who try to get in without. */
class LoginIT {

    private static final String LOGIN = "/api/v1/auth/login";
    private static final String LOGOUT = "/api/v1/auth/logout";
    private static final String GOOD = "{\"username\":\"anna\",\"password\":\"anna-s3cret\"}";
    private static final String WRONG = "{\"username\":\"anna\",\"password\":\"s3cret\"}";

    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth:
              users:
                - {username: anna, password: "HASH", roles: [viewer], grants: ["**"]}
            """.replace("HASH", TestUsers.hash("anna-s3cret"));

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return server.send("", "POST", path, body, headers);
    }

    private static List<String> cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    private static String cookie(HttpResponse<String> login) {
        String first = cookies(login).get(0);
        return first.substring(0, first.indexOf(';'));
    }

    private int graph(String cookie) throws Exception {
        return server.send("", "GET", "/api/v1/graph", "", "Cookie", cookie).statusCode();
    }

    @Test
    void aSessionGoesFromLoginToLogout() throws Exception {
        HttpResponse<String> login = post(LOGIN, GOOD);

        assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
        assertThat(TestServer.data(login).path("principal").asString()).isEqualTo("anna");
        assertThat(cookies(login))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie)
                        .matches("(rillway_session|session_token)=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax"));
        assertThat(graph(cookie(login))).isEqualTo(200);

        HttpResponse<String> logout = post(LOGOUT, "", "Cookie", cookie(login));

        assertThat(logout.statusCode()).isEqualTo(204);
        assertThat(cookies(logout)).contains("rillway_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        assertThat(graph(cookie(login))).isEqualTo(401);
        assertThat(post(LOGOUT, "").statusCode()).isEqualTo(204);
    }

    @Test
    @DisplayName("S1-08 the cookie of a login opens the home lab's stream")
    void theCookieOpensStreams() throws Exception {
        String cookie = cookie(post(LOGIN, GOOD)).replace("rillway_session", "session_token");

        try (RawClient stream =
                new RawClient(server.uri(), RawClient.get("/api/events", "Cookie: " + cookie + "\r\n"))) {
            assertThat(stream.readUntil(":ok\n\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoeverLogsInGetsAnotherSessionThanBefore() throws Exception {
        String planted = cookie(post(LOGIN, GOOD));

        String own = cookie(post(LOGIN, GOOD, "Cookie", planted));

        assertThat(own).isNotEqualTo(planted);
        assertThat(graph(own)).isEqualTo(200);
        assertThat(graph(planted)).isEqualTo(401);
        assertThat(cookie(post(LOGIN, GOOD, "Cookie", "rillway_session=planted")))
                .doesNotContain("planted");
    }

    @Test
    void wrongNamesAndWrongPasswordsAreAnsweredAlike() throws Exception {
        HttpResponse<String> password = post(LOGIN, WRONG);
        HttpResponse<String> name = post(LOGIN, GOOD.replace("\"anna\"", "\"nobody\""));

        assertThat(password.statusCode()).isEqualTo(401);
        assertThat(password.body())
                .isEqualTo("{\"error\":{\"code\":\"UNAUTHORIZED\",\"message\":\"wrong username or password\"}}");
        assertThat(name.statusCode()).isEqualTo(401);
        assertThat(name.body()).isEqualTo(password.body());
        assertThat(cookies(password)).isEmpty();
        assertThat(cookies(name)).isEmpty();
    }

    @Test
    void attemptsAreLimitedEvenWithTheRightPasswordAtLast() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(post(LOGIN, WRONG).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> late = post(LOGIN, GOOD);

        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(TestServer.error(late, "code")).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(late.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 30L);
        assertThat(post(LOGIN, GOOD.replace("\"anna\"", "\"otto\"")).statusCode())
                .as("another user is not locked out")
                .isEqualTo(401);
    }

    @Test
    void aSuccessForgetsTheFailures() throws Exception {
        for (int i = 0; i < 4; i++) {
            post(LOGIN, WRONG);
        }
        assertThat(post(LOGIN, GOOD).statusCode()).isEqualTo(200);

        for (int i = 0; i < 5; i++) {
            assertThat(post(LOGIN, WRONG).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|400",
                "{\"username\":\"anna\"}|400",
                "{\"username\":\"anna\",\"password\":5}|400",
                "{\"username\":[\"anna\"],\"password\":\"x\"}|400",
                "{\"username\":\"anna\",\"password\":\"\\ud800\"}|401",
                "{\"username\":\"anna\",\"password\":\"x\",\"admin\":true}|400",
                "username=anna&password=anna-s3cret|400",
                "{\"username\":\"anna\",\"password\":\"\"}|401",
                "{\"username\":\"ANNA\",\"password\":\"anna-s3cret\"}|401",
                "{\"username\":\"anna \",\"password\":\"anna-s3cret\"}|401",
                "{\"username\":\"anna\\u0000\",\"password\":\"anna-s3cret\"}|401",
                "{\"username\":\"anna\",\"password\":\"anna-s3cret \"}|401"
            })
    void whatIsNotExactlyRightIsWrong(String body, int status) throws Exception {
        HttpResponse<String> answer = post(LOGIN, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"Origin,https://evil.example", "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site"})
    void aPageOfAnotherSiteNeitherLogsInNorOut(String header, String value) throws Exception {
        String cookie = cookie(post(LOGIN, GOOD));

        assertThat(post(LOGIN, GOOD, header, value).statusCode()).isEqualTo(403);
        assertThat(post(LOGOUT, "", header, value, "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(graph(cookie)).isEqualTo(200);
    }

    @Test
    void aPasswordIsNoToken() throws Exception {
        assertThat(server.send("anna-s3cret", "GET", "/api/v1/graph", "").statusCode())
                .isEqualTo(401);
        assertThat(server.send("", "GET", LOGIN + "?username=anna&password=anna-s3cret", "")
                        .statusCode())
                .isEqualTo(405);
    }
}
