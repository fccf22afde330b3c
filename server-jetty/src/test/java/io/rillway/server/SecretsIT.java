// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.LeakRecorder;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.SignedTokens;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.TestUsers;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every kind of credential is used, rightly and wrongly, and looked for wherever something is written or shown. */
class SecretsIT {

    private static final String SECRET = "jwt-s3cret-0123456789abcdef-0123";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String STREAM = "/api/v1/events/stream";
    private static final String BEARER = "Bearer bearer-s3cret";
    private static final List<String> PAGES = List.of(
            "/metrics",
            "/api/v1/connections",
            "/api/v1/graph",
            "/api/v1/resources",
            "/api/v1/resources/broken",
            "/api/v1/cascades",
            "/api/v1/events/health",
            "/healthz",
            "/readyz",
            "/");

    private final LeakRecorder recorder = new LeakRecorder();

    private final TestServer server =
            TestServer.over("""
            server: {port: 0}
            data: memory
            endpoints: [canonical, homelab, monitor, platform, studio, coaching]
            auth:
              tokens: [{token: bearer-s3cret, principal: admin, roles: [admin], grants: ["**"]}]
              users: [{username: anna, password: "HASH", roles: [viewer], grants: ["**"]}]
              jwt: {secret: "SECRET"}
            cascades: {stepTimeout: 2s, pollInterval: 50ms}
            resources:
              - id: broken
                connector: {type: command, start: [sh, -c, "exit 3"], status: [sh, -c, "echo offline"], env: {TOKEN: env-s3cret}}
              - id: hook
                connector:
                  type: http
                  start: {url: "http://127.0.0.1:9/hook?key=url-s3cret", headers: {Authorization: "Bearer hook-s3cret"}}
                  status: {url: "http://127.0.0.1:9/status?key=url-s3cret"}
            """.replace("HASH", TestUsers.hash("word-s3cret")).replace("SECRET", SECRET));

    @BeforeEach
    void start() {
        recorder.secret("s3cret");
    }

    @AfterEach
    void stop() {
        server.close();
        recorder.close();
    }

    /** Asks, and keeps the answer as something that is shown. */
    private void ask(String method, String path, String body, String... headers) throws Exception {
        recorder.shown(server.send("", method, path, body, headers));
    }

    private void askAsAdmin(String method, String path, String body) throws Exception {
        ask(method, path, body, "Authorization", BEARER);
    }

    private void open(String path, String headers) throws IOException {
        try (RawClient stream = new RawClient(server.uri(), RawClient.get(path, headers))) {
            recorder.shown(stream.readUntil("\n\n"));
        }
    }

    private String minted(String path, String body) throws Exception {
        String answer = server.send("bearer-s3cret", "POST", path, body).body();
        return recorder.secret(answer.replaceAll(".*\"(session_id|sse_token)\":\"([^\"]*)\".*", "$2"));
    }

    private String login() throws Exception {
        return recorder.cookie(server.send("", "POST", LOGIN, "{\"username\":\"anna\",\"password\":\"word-s3cret\"}"));
    }

    @Test
    @DisplayName("S4-04 G7 no credential is in any log, error, metric or answer but the one that gives it out")
    void noCredentialIsSeenAnywhere() throws Exception {
        String cookie = login();
        String jwt = recorder.secret(SignedTokens.jay(SECRET, claims -> {}));

        passwordsAreShown();
        credentialsAreShownInVain(cookie, jwt);
        streamsAreOpened(cookie, jwt);
        resourcesWithSecretsFail();
        everythingIsLookedAt();
        everybodyIsLoggedOut();
        server.close();

        assertThat(recorder.logged()).contains("/api/events?token=***");
        recorder.check();
    }

    private void passwordsAreShown() throws Exception {
        ask("POST", LOGIN, "{\"username\":\"anna\",\"password\":\"s3cret\"}");
        ask("POST", LOGIN, "{\"username\":\"nobody\",\"password\":[\"s3cret\"]}");
        ask("POST", LOGIN, "{\"username\":\"anna\",\"password\":\"s3cret");
    }

    private void credentialsAreShownInVain(String cookie, String jwt) throws Exception {
        String ticket = recorder.secret(server.server().signInLink().getQuery().substring(7));
        String unused = minted("/api/v1/events/session", "{\"endpoint\":\"canonical\"}");
        String token = minted("/api/v1/auth/sse-token", "{\"endpoint\":\"canonical\"}");
        ask("GET", "/api/v1/graph?token=bearer-s3cret&session_id=" + unused, "", "Authorization", BEARER + ",");
        ask("GET", "/api/v1/graph", "", "Cookie", cookie, "Authorization", "Basic s3cret");
        ask("GET", "/nothing?ticket=" + ticket + "&access_token=" + jwt, "", "Cookie", cookie);
        ask("GET", "/nothing/x?token=bearer-s3cret", "", "Authorization", "Bearer " + jwt);
        ask("GET", STREAM + "?topic=x&since=s&sse_token=" + token, "");
        ask("GET", STREAM + "?session_id=" + unused + "x", "");
        recorder.shown(server.raw(RawClient.get(STREAM + "?token=bearer-s3cret%zz", "Connection: close\r\n")));
        ask("GET", "/monitor/stream?token=bearer-s3cretx", "");
        recorder.shown(server.raw("GET " + STREAM + "?token=bearer-s3cret HTTP/9.9\r\nCookie: " + cookie + "\r\n\r\n"));
        recorder.shown(server.raw("G\u0001T /?token=bearer-s3cret HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    private void streamsAreOpened(String cookie, String jwt) throws Exception {
        open(STREAM + "?session_id=" + minted("/api/v1/events/session", ""), "");
        open(STREAM + "?sse_token=" + minted("/api/v1/auth/sse-token", "{\"endpoint\":\"canonical\"}"), "");
        open(STREAM + "?token=bearer-s3cret", "");
        open("/monitor/stream?token=bearer-s3cret", "");
        open("/api/events?token=" + jwt, "");
        open("/api/events?token=bearer-s3cret", "Accept: text/event-stream\r\nSec-Fetch-Mode: cors\r\n");
        open(STREAM, "Cookie: " + cookie + "\r\n");
        open(STREAM, "Authorization: Bearer " + jwt + "\r\n");
    }

    private void resourcesWithSecretsFail() throws Exception {
        for (String resource : List.of("broken", "hook")) {
            askAsAdmin("POST", "/api/v1/cascades/start", "{\"resourceId\":\"" + resource + "\"}");
            askAsAdmin("POST", "/api/v1/resources/" + resource + "/test", "");
        }
        await().untilAsserted(
                        () -> assertThat(recorder.shown(server.send("bearer-s3cret", "GET", "/api/v1/cascades", ""))
                                        .body())
                                .doesNotContain("pending", "in_progress"));
    }

    private void everythingIsLookedAt() throws Exception {
        askAsAdmin("POST", "/api/v1/events", "{\"topic\":\"a");
        askAsAdmin("POST", "/api/v1/auth/reload", "");
        for (String path : PAGES) {
            askAsAdmin("GET", path, "");
        }
    }

    private void everybodyIsLoggedOut() throws Exception {
        askAsAdmin("POST", "/api/v1/users/anna/force-logout", "");
        ask("POST", "/api/v1/auth/logout", "", "Cookie", login());
        server.configure("auth: {tokens: [{token: bearer-s3cret}], users: [{password: word-s3cret}]}");
        askAsAdmin("POST", "/api/v1/auth/reload", "");
    }
}
