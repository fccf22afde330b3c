// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.server.testing.Frames;
import io.rillway.server.testing.Keys;
import io.rillway.server.testing.Nginx;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample of docs/proxies.md in a real nginx. Without nginx it cannot run; in CI that is a failure. */
class NginxIT {

    private static final String YAML = """
            server: {port: 0, proxies: {trust: [127.0.0.1]}}
            data: memory
            auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: ["**"]}]}
            endpoints: [canonical, coaching]
            """;
    private static final String AUTH = "Authorization: Bearer admin-token\r\n";

    @TempDir
    private Path folder;

    private TestServer server;
    private Nginx nginx;

    @BeforeEach
    void start() throws Exception {
        boolean isCi = "true".equals(System.getenv("CI"));
        Assumptions.assumeTrue(isCi || Nginx.program().isPresent(), "nginx is not installed");
        server = new TestServer(folder, YAML);
        nginx = Nginx.open(Files.createDirectory(folder.resolve("nginx")), server.uri());
    }

    @AfterEach
    void stop() throws Exception {
        if (nginx != null) {
            nginx.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void publish(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            server.send(
                    "admin-token", "POST", "/api/v1/events", "{\"topic\":\"a\",\"type\":\"said\",\"data\":" + i + "}");
        }
    }

    private URI stream() {
        return nginx.uri().resolve("/api/v1/events/stream?topic=a");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S5-17 nginx: events arrive one by one, on HTTP/1.1 and h2")
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
    @DisplayName("nginx: the client's address is its own, whatever it says, and no credential is in nginx's log")
    void tellsWhoTheClientIs() throws Exception {
        InetAddress client = InetAddress.getByName("127.0.0.9");
        SSLSocket socket = (SSLSocket) Keys.trusting()
                .getSocketFactory()
                .createSocket(new Socket("127.0.0.1", nginx.uri().getPort(), client, 0), "localhost", 0, true);
        String lies = "X-Forwarded-For: 203.0.113.9\r\nForwarded: for=203.0.113.9\r\nX-Forwarded-Proto: http\r\n";
        try (RawClient stream =
                new RawClient(socket, RawClient.get("/api/v1/events/stream?topic=a&token=s3cret", AUTH + lies))) {
            stream.readUntil("}\n\n");

            assertThat(server.send("admin-token", "GET", "/api/v1/connections", "")
                            .body())
                    .contains("\"remoteAddress\":\"127.0.0.9\"");
        }
        await().until(() -> nginx.accessLog().contains("/api/v1/events/stream"));
        assertThat(nginx.accessLog()).contains("127.0.0.9").doesNotContain("s3cret");
    }

    @Test
    @DisplayName("nginx: a reload ends the streams, and clients go on with nothing lost and nothing twice")
    void losesNothingWhenItIsReloaded() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        List<String> opened = new CopyOnWriteArrayList<>();
        ClientOptions options = ClientOptions.bearer("admin-token").tls(Keys.trusting());
        try (EventClient client = EventClient.open(stream(), options)) {
            client.on("connected", event -> opened.add(event.id()));
            client.on("said", event -> heard.add(event.data()));
            client.start();
            await().until(() -> opened.size() == 1);
            publish(0, 50);
            nginx.reload();
            publish(50, 100);
            await().until(() -> opened.size() == 2);
            publish(100, 150);
            await().until(() -> heard.contains("149"));
        }
        assertThat(heard)
                .isEqualTo(IntStream.range(0, 150).mapToObj(Integer::toString).toList());
    }

    @Test
    @DisplayName("S5-17 nginx: the coaching stream is at /api/sse without rewriting")
    void servesTheCoachingStream() throws Exception {
        try (RawClient client = new RawClient(
                Keys.trusting()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", nginx.uri().getPort()),
                RawClient.get("/api/sse", ""))) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 401");
        } catch (IOException e) {
            throw new AssertionError("nginx did not answer", e);
        }
    }
}
