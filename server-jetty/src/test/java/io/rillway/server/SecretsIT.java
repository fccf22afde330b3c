// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rillway.server.auth.Passwords;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Every kind of credential is used, rightly and wrongly, and looked for wherever something is written or shown. */
class SecretsIT {

    private static final String SECRET = "jwt-s3cret-0123456789abcdef-0123";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Appender<ILoggingEvent> console = root.getAppender("out");
    private final List<String> secrets = new ArrayList<>(List.of("s3cret"));
    private final List<String> shown = new ArrayList<>();

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        log.start();
        root.detachAppender(console);
        root.addAppender(log);
        root.setLevel(Level.INFO);
        server = new TestServer(
                folder, """
                server: {port: 0}
                data: memory
                auth:
                  tokens: [{token: bearer-s3cret, principal: admin, roles: [admin], grants: ["**"]}]
                  users: [{username: anna, password: "HASH", roles: [viewer], grants: ["**"]}]
                  jwt: {secret: "SECRET"}
                """.replace("HASH", Passwords.hash("word-s3cret")).replace("SECRET", SECRET));
    }

    @AfterEach
    void stop() {
        server.close();
        root.detachAppender(log);
        root.addAppender(console);
        root.setLevel(before);
    }

    /** Remembers a secret that the server gave out. */
    private String secret(String text) {
        secrets.add(text);
        return text;
    }

    /** Asks, and keeps the answer as something that is shown. */
    private void ask(String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> answer = server.send("", method, path, body, headers);
        shown.add(answer.body() + answer.headers().map());
    }

    private void open(String path, String headers) throws IOException {
        try (RawClient stream = new RawClient(server.uri(), RawClient.get(path, headers))) {
            shown.add(stream.readUntil("\n\n"));
        }
    }

    private static String field(String body) {
        return body.replaceAll(".*\"(session_id|sse_token)\":\"([^\"]*)\".*", "$2");
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

    @Test
    @DisplayName("S4-04 G7 no credential is in any log, error, metric or answer but the one that gives it out")
    void noCredentialIsSeenAnywhere() throws Exception {
        HttpResponse<String> login =
                server.send("", "POST", "/api/v1/auth/login", "{\"username\":\"anna\",\"password\":\"word-s3cret\"}");
        String cookie = login.headers().allValues("Set-Cookie").get(0).replaceAll(";.*", "");
        secret(cookie.substring(cookie.indexOf('=') + 1));
        String ticket = secret(server.server().signInLink().getQuery().substring(7));
        String id = secret(field(server.send("bearer-s3cret", "POST", "/api/v1/events/session", "")
                .body()));
        String token = secret(field(server.send("bearer-s3cret", "POST", "/api/v1/auth/sse-token", "")
                .body()));
        String jwt = secret(jwt());

        ask("POST", "/api/v1/auth/login", "{\"username\":\"anna\",\"password\":\"s3cret\"}");
        ask("POST", "/api/v1/auth/login", "{\"username\":\"s3cret\",\"password\":[\"s3cret\"]}");
        ask("GET", "/api/v1/graph?token=bearer-s3cret&session_id=" + id, "", "Authorization", "Bearer bearer-s3cret,");
        ask("GET", "/api/v1/graph", "", "Cookie", cookie, "Authorization", "Basic s3cret");
        ask("GET", "/nothing?ticket=" + ticket + "&access_token=" + jwt, "", "Cookie", cookie);
        ask("GET", "/nothing/x?token=bearer-s3cret", "", "Authorization", "Bearer " + jwt);
        ask("GET", "/api/v1/events/stream?topic=x&since=s&sse_token=" + token, "");
        open("/api/v1/events/stream?session_id=" + id, "");
        open("/api/v1/events/stream?sse_token=" + token, "");
        open("/api/events?token=" + jwt, "");
        open("/api/events?token=bearer-s3cret", "Accept: text/event-stream\r\nSec-Fetch-Mode: cors\r\n");
        open("/api/v1/events/stream", "Cookie: " + cookie + "\r\n");
        open("/api/v1/events/stream", "Authorization: Bearer " + jwt + "\r\n");
        for (String path : List.of("/metrics", "/api/v1/connections", "/api/v1/graph", "/healthz", "/readyz")) {
            ask("GET", path, "", "Authorization", "Bearer bearer-s3cret");
        }
        server.close();

        String logged = log.list.stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
        assertThat(logged).contains("/api/events?token=***").doesNotContain(secrets);
        assertThat(String.join("\n", shown)).doesNotContain(secrets);
    }
}
