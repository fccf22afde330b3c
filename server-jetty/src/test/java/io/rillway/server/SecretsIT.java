// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rillway.server.auth.Passwords;
import io.rillway.server.testing.LeakRecorder;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of credential is used, rightly and wrongly, and looked for wherever something is written or shown. */
class SecretsIT {

    private static final String SECRET = "jwt-s3cret-0123456789abcdef-0123";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String STREAM = "/api/v1/events/stream";

    private final LeakRecorder recorder = new LeakRecorder();

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        recorder.secret("s3cret");
        server = new TestServer(
                folder, """
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
                """.replace("HASH", Passwords.hash("word-s3cret")).replace("SECRET", SECRET));
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

    private void open(String path, String headers) throws IOException {
        try (RawClient stream = new RawClient(server.uri(), RawClient.get(path, headers))) {
            recorder.shown(stream.readUntil("\n\n"));
        }
    }

    private String minted(String path, String body) throws Exception {
        String answer = server.send("bearer-s3cret", "POST", path, body).body();
        return recorder.secret(answer.replaceAll(".*\"(session_id|sse_token)\":\"([^\"]*)\".*", "$2"));
    }

    private static String jwt() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject("jay")
                        .expirationTime(
                                Date.from(InstantSource.system().instant().plusSeconds(60)))
                        .build());
        jwt.sign(new MACSigner(SECRET));
        return jwt.serialize();
    }

    private String login() throws Exception {
        return recorder.cookie(server.send("", "POST", LOGIN, "{\"username\":\"anna\",\"password\":\"word-s3cret\"}"));
    }

    @Test
    @DisplayName("S4-04 G7 no credential is in any log, error, metric or answer but the one that gives it out")
    void noCredentialIsSeenAnywhere() throws Exception {
        String cookie = login();
        String ticket = recorder.secret(server.server().signInLink().getQuery().substring(7));
        String id = minted("/api/v1/events/session", "");
        String unused = minted("/api/v1/events/session", "{\"endpoint\":\"canonical\"}");
        String token = minted("/api/v1/auth/sse-token", "{\"endpoint\":\"canonical\"}");
        String jwt = recorder.secret(jwt());

        ask("POST", LOGIN, "{\"username\":\"anna\",\"password\":\"s3cret\"}");
        ask("POST", LOGIN, "{\"username\":\"nobody\",\"password\":[\"s3cret\"]}");
        ask("POST", LOGIN, "{\"username\":\"anna\",\"password\":\"s3cret");
        ask("GET", "/api/v1/graph?token=bearer-s3cret&session_id=" + id, "", "Authorization", "Bearer bearer-s3cret,");
        ask("GET", "/api/v1/graph", "", "Cookie", cookie, "Authorization", "Basic s3cret");
        ask("GET", "/nothing?ticket=" + ticket + "&access_token=" + jwt, "", "Cookie", cookie);
        ask("GET", "/nothing/x?token=bearer-s3cret", "", "Authorization", "Bearer " + jwt);
        ask("GET", STREAM + "?topic=x&since=s&sse_token=" + token, "");
        ask("GET", STREAM + "?session_id=" + unused + "x", "");
        recorder.shown(server.raw(RawClient.get(STREAM + "?token=bearer-s3cret%zz", "Connection: close\r\n")));
        ask("GET", "/monitor/stream?token=bearer-s3cretx", "");
        open(STREAM + "?session_id=" + id, "");
        open(STREAM + "?sse_token=" + token, "");
        open(STREAM + "?token=bearer-s3cret", "");
        open("/monitor/stream?token=bearer-s3cret", "");
        open("/api/events?token=" + jwt, "");
        open("/api/events?token=bearer-s3cret", "Accept: text/event-stream\r\nSec-Fetch-Mode: cors\r\n");
        open(STREAM, "Cookie: " + cookie + "\r\n");
        open(STREAM, "Authorization: Bearer " + jwt + "\r\n");
        recorder.shown(server.raw("GET " + STREAM + "?token=bearer-s3cret HTTP/9.9\r\nCookie: " + cookie + "\r\n\r\n"));
        recorder.shown(server.raw("G\u0001T /?token=bearer-s3cret HTTP/1.1\r\nHost: x\r\n\r\n"));
        for (String resource : List.of("broken", "hook")) {
            String body = "{\"resourceId\":\"" + resource + "\"}";
            ask("POST", "/api/v1/cascades/start", body, "Authorization", "Bearer bearer-s3cret");
            ask("POST", "/api/v1/resources/" + resource + "/test", "", "Authorization", "Bearer bearer-s3cret");
        }
        await().untilAsserted(
                        () -> assertThat(recorder.shown(server.send("bearer-s3cret", "GET", "/api/v1/cascades", ""))
                                        .body())
                                .doesNotContain("pending", "in_progress"));
        ask("POST", "/api/v1/events", "{\"topic\":\"a", "Authorization", "Bearer bearer-s3cret");
        ask("POST", "/api/v1/auth/reload", "", "Authorization", "Bearer bearer-s3cret");
        for (String path : List.of(
                "/metrics",
                "/api/v1/connections",
                "/api/v1/graph",
                "/api/v1/resources",
                "/api/v1/resources/broken",
                "/api/v1/cascades",
                "/api/v1/events/health",
                "/healthz",
                "/readyz",
                "/")) {
            ask("GET", path, "", "Authorization", "Bearer bearer-s3cret");
        }
        ask("POST", "/api/v1/users/anna/force-logout", "", "Authorization", "Bearer bearer-s3cret");
        HttpResponse<String> logout = server.send("", "POST", "/api/v1/auth/logout", "", "Cookie", login());
        recorder.shown(logout);
        server.configure("auth: {tokens: [{token: bearer-s3cret}], users: [{password: word-s3cret}]}");
        ask("POST", "/api/v1/auth/reload", "", "Authorization", "Bearer bearer-s3cret");
        server.close();

        assertThat(recorder.logged()).contains("/api/events?token=***");
        recorder.check();
    }
}
