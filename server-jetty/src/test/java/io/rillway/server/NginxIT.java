// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.server.testing.Keys;
import io.rillway.server.testing.Nginx;
import io.rillway.server.testing.Proxy;
import io.rillway.server.testing.RawClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S5-17 the sample for nginx")
class NginxIT extends ProxyContract {

    @Override
    Optional<Path> program() {
        return Nginx.program();
    }

    @Override
    Proxy open(Path folder, URI server) throws Exception {
        return Nginx.open(folder, server);
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
            proxy().reload();
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
                        .createSocket("127.0.0.1", proxy().uri().getPort()),
                RawClient.get("/api/sse", ""))) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 401");
        } catch (IOException e) {
            throw new AssertionError("nginx did not answer", e);
        }
    }
}
