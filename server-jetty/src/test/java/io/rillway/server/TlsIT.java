// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.server.testing.Keys;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server with a key: REST, streams and cookies over TLS, by the protocol that the client chooses. */
class TlsIT {

    private static final String YAML = """
            server: {port: 0, http2: HTTP2, tls: {keyStore: "STORE", password: for-tests-only}}
            data: memory
            auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
            """;

    @AutoClose
    private TestServer server;

    private void start(boolean http2) {
        String store = Keys.store().toString().replace('\\', '/');
        server = TestServer.over(YAML.replace("HTTP2", Boolean.toString(http2)).replace("STORE", store));
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .sslContext(Keys.trusting())
                .version(version)
                .build();
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(server.uri().resolve(path))
                .header("Authorization", "Bearer admin-token")
                .build();
    }

    @ParameterizedTest
    @CsvSource({"true,HTTP_2,HTTP_2", "true,HTTP_1_1,HTTP_1_1", "false,HTTP_2,HTTP_1_1"})
    void theClientChoosesTheProtocol(boolean offered, HttpClient.Version asked, HttpClient.Version spoken)
            throws Exception {
        start(offered);
        assertThat(server.uri().getScheme()).isEqualTo("https");

        HttpResponse<String> graph = client(asked).send(get("/api/v1/graph"), HttpResponse.BodyHandlers.ofString());
        HttpResponse<InputStream> stream =
                client(asked).send(get("/api/events"), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(graph.statusCode()).isEqualTo(200);
        assertThat(graph.version()).isEqualTo(spoken);
        assertThat(stream.version()).isEqualTo(spoken);
        assertThat(stream.headers().firstValue("Connection").isPresent())
                .isEqualTo(spoken == HttpClient.Version.HTTP_1_1);
        try (InputStream body = stream.body()) {
            assertThat(new String(body.readNBytes(3), UTF_8)).isEqualTo(":ok");
        }
    }

    @Test
    void cookiesAreSecure() throws Exception {
        start(true);
        URI link = server.server().signInLink();

        HttpResponse<String> answer = client(HttpClient.Version.HTTP_2)
                .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(link.getScheme()).isEqualTo("https");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.endsWith("; HttpOnly; SameSite=Lax; Secure"));
    }

    @Test
    void withoutTlsNothingIsAnswered() throws Exception {
        start(true);

        try (RawClient plain = new RawClient(server.uri(), RawClient.get("/healthz", ""))) {
            assertThat(plain.isDropped()).isTrue();
        }
    }

    @Test
    void oldVersionsOfTlsAreRefused() throws Exception {
        start(true);
        SSLParameters old = new SSLParameters();
        old.setProtocols(new String[] {"TLSv1.1"});
        try (SSLSocket socket = (SSLSocket) Keys.trusting()
                .getSocketFactory()
                .createSocket("127.0.0.1", server.uri().getPort())) {
            socket.setSSLParameters(old);

            assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake);
        }
    }
}
