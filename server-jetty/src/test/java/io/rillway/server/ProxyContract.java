// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.Frames;
import io.rillway.server.testing.Keys;
import io.rillway.server.testing.Proxy;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sample of docs/proxies.md promises. Without its proxy it cannot run; in CI that is a failure. */
abstract class ProxyContract {

    private static final String YAML = """
            server: {port: 0, proxies: {trust: [127.0.0.1]}}
            data: memory
            auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
            endpoints: [canonical, coaching]
            """;
    private static final String AUTH = "Authorization: Bearer admin-token\r\n";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    @AutoClose
    private Proxy proxy;

    /** {@return where the proxy is, if it is installed} */
    abstract Optional<Path> program();

    /** {@return a proxy that listens} */
    abstract Proxy open(Path folder, URI server) throws Exception;

    @BeforeEach
    void start() throws Exception {
        boolean isCi = "true".equals(System.getenv("CI"));
        Assumptions.assumeTrue(isCi || program().isPresent(), "the proxy is not installed");
        proxy = open(folder, server.uri());
    }

    final Proxy proxy() {
        return proxy;
    }

    final void publish(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            server.send(
                    "admin-token", "POST", "/api/v1/events", "{\"topic\":\"a\",\"type\":\"said\",\"data\":" + i + "}");
        }
    }

    final URI stream() {
        return proxy.uri().resolve("/api/v1/events/stream?topic=a");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("events arrive one by one, on HTTP/1.1 and h2")
    void handsOnEachEventAtOnce(HttpClient.Version version) throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(Keys.trusting())
                .version(version)
                .build();
        try (Frames frames = new Frames(http, stream(), "Authorization", "Bearer admin-token")) {
            assertThat(frames.response().version()).isEqualTo(version);
            assertThat(frames.response().headers().allValues("Strict-Transport-Security"))
                    .hasSize(1);
            assertThat(frames.next().orElseThrow().event()).isEqualTo("connected");
            for (int i = 0; i < 3; i++) {
                publish(i, i + 1);
                assertThat(frames.next().orElseThrow().data()).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    @DisplayName("the client's address is its own, whatever it says, and no credential is in the proxy's log")
    void tellsWhoTheClientIs() throws Exception {
        InetAddress client = InetAddress.getByName("127.0.0.9");
        SSLSocket socket = (SSLSocket) Keys.trusting()
                .getSocketFactory()
                .createSocket(new Socket("127.0.0.1", proxy.uri().getPort(), client, 0), "localhost", 0, true);
        String lies = "X-Forwarded-For: 203.0.113.9\r\nForwarded: for=203.0.113.9\r\nX-Forwarded-Proto: http\r\n";
        try (RawClient stream =
                new RawClient(socket, RawClient.get("/api/v1/events/stream?topic=a&token=s3cret", AUTH + lies))) {
            stream.readUntil("}\n\n");

            assertThat(server.send("admin-token", "GET", "/api/v1/connections", "")
                            .body())
                    .contains("\"remoteAddress\":\"127.0.0.9\"");
        }
        await().until(() -> {
            publish(0, 1);
            return proxy.accessLog().contains("/api/v1/events/stream");
        });
        assertThat(proxy.accessLog()).contains("127.0.0.9").doesNotContain("s3cret");
    }

    @Test
    @DisplayName("the stream of who has left ends, with the next events at the latest")
    void doesNotKeepTheStreamOfWhoHasLeft() throws Exception {
        SSLSocket socket = (SSLSocket) Keys.trusting()
                .getSocketFactory()
                .createSocket("127.0.0.1", proxy.uri().getPort());
        try (RawClient stream = new RawClient(socket, RawClient.get("/api/v1/events/stream?topic=a", AUTH))) {
            stream.readUntil("}\n\n");
        }

        await().until(() -> {
            publish(0, 1);
            return TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                    .isEmpty();
        });
    }
}
