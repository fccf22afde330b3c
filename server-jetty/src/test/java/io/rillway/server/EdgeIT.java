// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.Keys;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What stands before the doors: origins, proxies, names, and what every answer says. */
class EdgeIT {

    private static final String YAML = """
            server: {port: 0, SERVER}
            data: memory
            auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
            """;
    private static final String CORS = "cors: {origins: [\"https://app.example\"], credentials: true, maxAge: 5m}";
    private static final String AUTH = "Authorization: Bearer admin-token\r\n";

    @AutoClose
    private TestServer server;

    private void start(String keys) {
        server = TestServer.over(YAML.replace(", SERVER", keys.isEmpty() ? "" : ", " + keys));
    }

    /** {@return the head of an answer, in small letters} */
    private String head(String method, String path, String headers) throws IOException {
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        try (RawClient client = new RawClient(server.uri(), request)) {
            return client.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/graph", "/api/v1/events/stream", "/nothing", "/healthz"})
    @DisplayName("CORS: a page that is welcome reads every answer, a stream's and a refusal's too")
    void answersAWelcomeOrigin(String path) throws Exception {
        start(CORS);

        assertThat(head("GET", path, AUTH + "Origin: https://app.example\r\n"))
                .contains("access-control-allow-origin: https://app.example\r\n")
                .contains("access-control-allow-credentials: true\r\n")
                .contains("access-control-expose-headers: retry-after, rillway-heartbeat")
                .containsPattern("access-control-expose-headers: [^\r]*\\betag\\b")
                .contains("vary: origin\r\n");
    }

    @Test
    @DisplayName("CORS: a preflight is answered without a credential, for a page that is welcome only")
    void answersAPreflight() throws Exception {
        start(CORS);
        String asked = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n";

        assertThat(head("OPTIONS", "/api/v1/events", "Origin: https://app.example\r\n" + asked))
                .startsWith("http/1.1 204")
                .contains("access-control-allow-origin: https://app.example\r\n")
                .contains("access-control-allow-methods: get, head, post, put, patch, delete\r\n")
                .contains("access-control-allow-headers: accept, authorization,")
                .contains(" if-match, if-none-match,")
                .contains("access-control-max-age: 300\r\n");
        assertThat(head("OPTIONS", "/api/v1/events", "Origin: https://evil.example\r\n" + asked))
                .startsWith("http/1.1 204")
                .contains("vary: origin\r\n")
                .doesNotContain("access-control-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://app.example",
                "https://app.example:444",
                "https://app.example.evil.example",
                "https://evil-app.example",
                "https://APP.example",
                "null",
                "https://app.example https://evil.example"
            })
    @DisplayName("CORS: any other origin gets no word, and changes nothing")
    void tellsAForeignOriginNothing(String origin) throws Exception {
        start(CORS);

        assertThat(head("GET", "/api/v1/graph", AUTH + "Origin: " + origin + "\r\n"))
                .startsWith("http/1.1 200")
                .contains("vary: origin\r\n")
                .doesNotContain("access-control-");
        String post = AUTH + "Origin: " + origin + "\r\nContent-Length: 0\r\n";
        assertThat(head("POST", "/api/v1/events/session", post))
                .startsWith("http/1.1 403")
                .doesNotContain("access-control-");
    }

    @Test
    @DisplayName("CORS: a page that is welcome may change something")
    void letsAWelcomePageAct() throws Exception {
        start(CORS);
        String from = "Origin: https://app.example\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n";

        assertThat(head("POST", "/api/v1/events/session", AUTH + from)).startsWith("http/1.1 200");
    }

    @Test
    @DisplayName("CORS: without a word in the configuration no origin is welcome")
    void welcomesNobodyByDefault() throws Exception {
        start("");

        assertThat(head("GET", "/api/v1/graph", AUTH + "Origin: https://app.example\r\n"))
                .doesNotContain("access-control-", "vary:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/graph", "/api/v1/events/stream", "/nothing", "/healthz", "/%2e%2e/x", "/api/v1/events"})
    @DisplayName("security headers are on every answer")
    void everyAnswerSaysWhatABrowserMayDo(String path) throws Exception {
        start("");

        assertThat(head("GET", path, AUTH))
                .contains("x-content-type-options: nosniff\r\n")
                .contains("content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n")
                .contains("referrer-policy: no-referrer\r\n")
                .doesNotContain("strict-transport-security", "server:", "x-powered-by");
    }

    @Test
    @DisplayName("security headers are on what is not even a request")
    void alsoOnWhatIsNoRequest() throws Exception {
        start("");

        assertThat(server.raw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("Content-Security-Policy: ", "\"BAD_REQUEST\"");
    }

    @Test
    @DisplayName("HSTS is said over TLS, for a year")
    void saysHstsOverTls() throws Exception {
        String store = Keys.store().toString().replace('\\', '/');
        start("tls: {keyStore: \"" + store + "\", password: for-tests-only}");
        HttpClient client = HttpClient.newBuilder().sslContext(Keys.trusting()).build();
        URI uri = server.uri().resolve("/healthz");

        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
    }

    private String remoteAddress(String forwarded) throws Exception {
        try (RawClient stream = new RawClient(server.uri(), RawClient.get("/api/v1/events/stream", AUTH + forwarded))) {
            stream.readUntil("}\n\n");
            String body =
                    server.send("admin-token", "GET", "/api/v1/connections", "").body();
            return JsonMapper.shared()
                    .readTree(body)
                    .at("/data/0/remoteAddress")
                    .asString();
        }
    }

    @Test
    @DisplayName("forwarded: a trusted proxy says for whom it asks, and a stream still has its socket to itself")
    void believesATrustedProxy() throws Exception {
        start("proxies: {trust: [127.0.0.1]}");

        assertThat(remoteAddress("X-Forwarded-For: 203.0.113.9, 192.0.2.1\r\n")).isEqualTo("192.0.2.1");
        assertThat(head("GET", "/healthz", "X-Forwarded-Proto: https\r\n"))
                .contains("strict-transport-security: max-age=31536000\r\n");
        String from = AUTH + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: rill.example\r\nContent-Length: 0\r\n";
        assertThat(head("POST", "/api/v1/events/session", from + "Origin: https://rill.example\r\n"))
                .startsWith("http/1.1 200");
        assertThat(head("POST", "/api/v1/events/session", from + "Origin: https://localhost\r\n"))
                .startsWith("http/1.1 403");
    }

    @Test
    @DisplayName("forwarded: the standard header counts where it is said to, and only there")
    void believesTheStandardHeader() throws Exception {
        start("proxies: {trust: [127.0.0.0/8], header: forwarded}");

        assertThat(remoteAddress("Forwarded: for=192.0.2.1\r\nX-Forwarded-For: 203.0.113.9\r\n"))
                .isEqualTo("192.0.2.1");
    }

    @Test
    @DisplayName("forwarded: nobody else is believed")
    void believesNobodyElse() throws Exception {
        start("proxies: {trust: [10.0.0.0/8]}");

        assertThat(remoteAddress("X-Forwarded-For: 192.0.2.1\r\nForwarded: for=192.0.2.1\r\n"))
                .isEqualTo("127.0.0.1");
        assertThat(head("GET", "/healthz", "X-Forwarded-Proto: https\r\n")).doesNotContain("strict-transport-security");
    }

    @Test
    @DisplayName("wrong Host: refused where the names are configured, behind a proxy too")
    void answersToItsNamesOnly() throws Exception {
        start("hosts: [rill.example, localhost], proxies: {trust: [127.0.0.1]}");

        assertThat(head("GET", "/healthz", "")).startsWith("http/1.1 200");
        assertThat(server.raw("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("\"MISDIRECTED_REQUEST\"");
        assertThat(head("GET", "/healthz", "X-Forwarded-Host: RILL.example:8443\r\n"))
                .startsWith("http/1.1 200");
        assertThat(head("GET", "/healthz", "X-Forwarded-Host: evil.example\r\n"))
                .startsWith("http/1.1 421");
    }
}
