// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cli.testing.SilentProxy;
import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.server.RillwayServer;
import io.rillway.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The path between a client with the default settings and a server is cut, or falls silent. The server announces a heartbeat
 * of 1 s, so that a build need not wait; with the profile {@code proof-client} it is the usual 15 s.
 */
class SilentProxyIT {

    private static final int HEARTBEAT_SECONDS = Integer.getInteger("proof.client.heartbeat", 1);
    private static final int SILENCES = Integer.getInteger("proof.client.silences", 1);
    private static final int CUTS = Integer.getInteger("proof.client.cuts", 2);

    /** How long a stream is left alone before it is cut: in the long run until it counts as stable. */
    private static final Duration CALM = Duration.ofSeconds(Integer.getInteger("proof.client.calm", 0));

    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth: {tokens: [{token: secret, principal: p, grants: ["run/**"], publish: ["run/**"]}]}
            endpoints: [{preset: canonical, heartbeat: %ds}]
            """.formatted(HEARTBEAT_SECONDS);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Long> started = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final List<Kind> faults = new CopyOnWriteArrayList<>();
    private RillwayServer server;
    private SilentProxy proxy;
    private EventClient client;

    @BeforeEach
    void follow() throws Exception {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), YAML);
        server = RillwayServer.open(ServerConfig.load(file, Map.of(), Map.of()));
        proxy = new SilentProxy(server.uri());
        client = EventClient.open(
                        proxy.uri().resolve("/api/v1/events/stream"),
                        ClientOptions.bearer("secret").topics("run/**"))
                .when(Started.class, start -> started.add(System.nanoTime()))
                .when(Fault.class, fault -> faults.add(fault.error().kind()))
                .on("n", this::receive);
        var unused = client.start();
        take(started);
        await().until(() -> !client.lastEventId().isEmpty()); // from here on nothing may be missed
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        server.close();
    }

    private void receive(Received event) {
        received.add(event.data());
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        return requireNonNull(queue.poll(60, TimeUnit.SECONDS), "nothing within 60 s");
    }

    private void publish(int n) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "/api/v1/events"))
                .header("Authorization", "Bearer secret")
                .POST(BodyPublishers.ofString("{\"topic\":\"run/a\",\"type\":\"n\",\"data\":" + n + "}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    @Test
    @DisplayName("G5 S4-09 the path falls silent: within 30 s there is another one, and nothing is missed")
    void leavesASilentPath() throws Exception {
        for (int i = 0; i < SILENCES; i++) {
            publish(2 * i);
            assertThat(take(received)).isEqualTo("" + 2 * i);
            proxy.fallSilent();
            long lost = System.nanoTime();
            publish(2 * i + 1);

            assertThat(Duration.ofNanos(take(started) - lost)).isLessThan(Duration.ofSeconds(30));
            assertThat(take(received)).isEqualTo("" + (2 * i + 1));
        }
        assertThat(faults).hasSize(SILENCES).containsOnly(Kind.IDLE_TIMEOUT);
        await().until(() -> proxy.connections() == 1);
    }

    @Test
    @DisplayName("G5 S4-09 the path is cut: the mean time to another one is less than 5 s, and nothing is missed")
    void comesBackSoonAfterACut() throws Exception {
        Duration whole = Duration.ZERO;
        for (int i = 0; i < CUTS; i++) {
            proxy.cut();
            long lost = System.nanoTime();
            publish(i);
            long back = take(started);
            whole = whole.plusNanos(back - lost);
            await().forever().until(() -> System.nanoTime() - back >= CALM.toNanos());
        }

        assertThat(whole.dividedBy(CUTS)).isLessThan(Duration.ofSeconds(5));
        for (String expected :
                IntStream.range(0, CUTS).mapToObj(String::valueOf).toList()) {
            assertThat(take(received)).isEqualTo(expected);
        }
        assertThat(faults).hasSize(CUTS).isSubsetOf(Kind.IO, Kind.EOF);
    }
}
