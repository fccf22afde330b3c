// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who may do what, by which credential, and that none is ever told to anybody else. */
class AccessAttackIT {

    private static final String YAML = """
            server: {port: 0, stopTimeout: 5s}
            auth:
              tokens:
                - {token: admin-s3cret, principal: admin, roles: [admin], grants: ["**"]}
                - {token: oper-s3cret, principal: otto, roles: [operator], grants: ["**"]}
                - {token: view-s3cret, principal: vera, roles: [viewer], grants: ["**"]}
                - {token: none-s3cret, principal: nina, grants: ["chat/*"], publish: ["chat/*"]}
            cascades: {stepTimeout: 10s, pollInterval: 100ms}
            resources:
              - id: db
            """;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Appender<ILoggingEvent> console = root.getAppender("out");

    private TestServer server;

    @BeforeEach
    void start() {
        log.start();
        root.detachAppender(console);
        root.addAppender(log);
        root.setLevel(Level.INFO);
        server = TestServer.over(YAML);
    }

    @AfterEach
    void stop() {
        server.close();
        root.detachAppender(log);
        root.addAppender(console);
        root.setLevel(before);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .as("the log has no credential in it")
                .noneMatch(message -> message.contains("s3cret") || message.matches("(?s).*ticket=[^*].*"));
    }

    /** For each route: what nobody, who has no role, viewer, operator and admin are answered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/api/v1/resources||401 403 200 200 200",
                "GET|/api/v1/resources/db||401 403 200 200 200",
                "GET|/api/v1/resources/db/output||401 403 403 200 200",
                "POST|/api/v1/resources|{}|401 403 403 403 400",
                "PUT|/api/v1/resources/x|{\"id\":\"y\"}|401 403 403 403 400",
                "DELETE|/api/v1/resources/db||401 403 403 403 409",
                "GET|/api/v1/dependencies||401 403 200 200 200",
                "POST|/api/v1/dependencies|{}|401 403 403 403 400",
                "DELETE|/api/v1/dependencies/db/x||401 403 403 403 409",
                "GET|/api/v1/graph||401 403 200 200 200",
                "GET|/api/v1/cascades||401 403 200 200 200",
                "GET|/api/v1/cascades/x||401 403 404 404 404",
                "POST|/api/v1/cascades/plan|{}|401 403 403 400 400",
                "POST|/api/v1/cascades/start|{}|401 403 403 400 400",
                "POST|/api/v1/cascades/stop|{}|401 403 403 400 400",
                "POST|/api/v1/cascades/x/cancel||401 403 403 404 404",
                "POST|/api/v1/cascades/x/confirm||401 403 403 404 404",
                "GET|/api/cascades||401 403 200 200 200",
                "POST|/api/cascades/start|{}|401 403 403 400 400",
                "POST|/api/cascades/stop|{}|401 403 403 400 400",
                "POST|/api/v1/events|{\"topic\":\"secret\",\"type\":\"s\"}|401 403 403 403 202",
                "POST|/api/v1/events|{\"topic\":[\"chat/a\",\"secret\"],\"type\":\"s\"}|401 403 403 403 202",
                "POST|/api/v1/events|{\"topic\":\"chat/a\",\"type\":\"s\"}|401 202 403 403 202",
                "GET|/api/v1/events/stream?topic=secret&last=0||401 403 400 400 400"
            })
    void eachRouteAsksForItsRole(String method, String path, String body, String statuses) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String token : List.of("wrong", "none-s3cret", "view-s3cret", "oper-s3cret", "admin-s3cret")) {
            HttpResponse<String> response = server.send(token, method, path, body == null ? "" : body);
            answers.add(Integer.toString(response.statusCode()));
        }

        assertThat(String.join(" ", answers)).isEqualTo(statuses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer\r\n",
                "Authorization: Bearer \r\n",
                "Authorization: Bearer admin-s3cret,x\r\n",
                "Authorization: Bearer ADMIN-S3CRET\r\n",
                "Authorization: Basic YWRtaW46YWRtaW4=\r\n",
                "Authorization: admin-s3cret\r\n",
                "Authorization: Bearer wrong\r\nAuthorization: Bearer admin-s3cret\r\n",
                "Cookie: rillway_session=admin-s3cret; session_token=admin-s3cret\r\n",
                "Cookie: rillway_session=\r\n",
                "X-Forwarded-User: admin\r\n",
                ""
            })
    @DisplayName("S1-09 what is no credential is answered 401")
    void whatIsNoCredentialOpensNothing(String header) throws Exception {
        for (String path : List.of("/api/v1/graph", "/api/cascades", "/api/events", "/api/v1/events/stream")) {
            assertThat(server.raw(RawClient.get(path, header + "Connection: close\r\n")))
                    .startsWith("HTTP/1.1 401")
                    .contains("WWW-Authenticate: Bearer\r\n")
                    .endsWith("{\"error\":{\"code\":\"UNAUTHORIZED\",\"message\":\"a valid credential is needed\"}}");
        }
    }

    @Test
    @DisplayName("C4 a token in the query counts on the home lab's stream alone")
    void aTokenInTheQueryCountsWhereItMust() throws Exception {
        for (String path : List.of("/api/v1/graph", "/api/v1/events/stream", "/api/cascades", "/api/v1/resources")) {
            assertThat(server.send("", "GET", path + "?token=admin-s3cret", "").statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(server.send("", "GET", "/api/events?token=", "").statusCode())
                .isEqualTo(401);
        try (RawClient stream = server.open("", "/api/events?token=view-s3cret")) {
            assertThat(stream.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    @DisplayName("C5 a credential that is not valid falls through to the next")
    void aBadCookieDoesNotHideAGoodToken() throws Exception {
        String headers = "Cookie: session_token=old\r\nAuthorization: Bearer wrong\r\n";

        try (RawClient stream = server.open("", "/api/events?token=view-s3cret", headers)) {
            assertThat(stream.readUntil("\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    private String signIn() throws Exception {
        URI link = server.server().signInLink();
        HttpResponse<String> answer = server.send("", "GET", link.getPath() + "?" + link.getQuery(), "");
        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("rillway_session="))
                .findFirst()
                .orElseThrow();
        assertThat(answer.body()).doesNotContain("ticket");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Sec-Fetch-Site|cross-site|403",
                "Sec-Fetch-Site|same-site|403",
                "Sec-Fetch-Site|nonsense|403",
                "Sec-Fetch-Site|same-origin|400",
                "Sec-Fetch-Site|none|400",
                "Origin|null|403",
                "Origin|https://evil.example|403",
                "Origin|http://evil.example//HOST|403",
                "Origin|http://HOST.evil.example|403",
                "Origin|ftp://HOST|403",
                "Origin|http://HOST|400",
                "X|-|400"
            })
    void aPageOfAnotherSiteCanDoNothingWithACookie(String header, String value, int status) throws Exception {
        String own = server.uri().getAuthority();
        String site = value == null ? "" : value.replace("HOST", own);

        HttpResponse<String> answer =
                server.send("", "POST", "/api/v1/cascades/start", "{}", "Cookie", signIn(), header, site);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void oneOfManyAtOnceSignsIn() throws Exception {
        URI link = server.server().signInLink();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(() -> server.send("", "GET", link.getPath() + "?" + link.getQuery(), "")
                    .statusCode());
        }

        int signedIn = 0;
        for (Future<Integer> status : threads.invokeAll(calls)) {
            signedIn += status.get() == 200 ? 1 : 0;
        }
        threads.shutdown();

        assertThat(signedIn).isEqualTo(1);
    }

    @Test
    void aLookAtALinkUsesNothingUp() throws Exception {
        URI link = server.server().signInLink();
        String path = link.getPath() + "?" + link.getQuery();

        assertThat(server.send("", "HEAD", path, "").statusCode()).isEqualTo(405);

        assertThat(server.send("", "GET", path, "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/nothing", "/signin", "/api/v1/graph", "/api/events"})
    void noAnswerRepeatsACredential(String path) throws Exception {
        for (String method : List.of("TRACE", "trace", "OPTIONS", "FOO", "GET")) {
            assertThat(server.raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + "Cookie: session_token=s3cret\r\nAuthorization: Bearer wrong-s3cret\r\n\r\n"))
                    .as(method)
                    .doesNotContain("s3cret");
        }
    }
}
