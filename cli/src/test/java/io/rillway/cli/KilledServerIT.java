// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cli.testing.ServerProcess;
import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.retry.Backoff;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with a log on disk is killed again and again while somebody publishes, who tries again with the same key, and the
 * client follows. The long run has the profile {@code proof-client}.
 */
class KilledServerIT {

    private static final int EVENTS = Integer.getInteger("proof.client.events", 3000);
    private static final int KILLS = Integer.getInteger("proof.client.kills", 2);
    private static final int BATCH = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    private static final String YAML = """
            data: data
            auth: {tokens: [{token: secret, principal: p, grants: ["run/**"], publish: ["run/**"]}]}
            log: {maxEvents: 1000000}
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    @DisplayName("G6 S4-09 a server is killed while events are published: each is seen exactly once, in order")
    void seesEachEventOnceThoughTheServerIsKilled() throws Exception {
        try (ServerProcess server = new ServerProcess(folder, YAML);
                EventClient client = client(server)) {
            var done = client.start();
            CompletableFuture<?> killed = CompletableFuture.completedFuture(null);
            for (int batch = 0; batch < EVENTS / BATCH; batch++) {
                if (batch > 0 && batch % (EVENTS / BATCH / (KILLS + 1)) == 0) {
                    killed.join();
                    killed = CompletableFuture.runAsync(server::killAndRestart);
                }
                publish(server, batch);
            }
            killed.join();
            await().atMost(PATIENCE).until(() -> seen.get() >= EVENTS || wrong.get() > 0);

            assertThat(wrong).hasValue(0);
            assertThat(seen).hasValue(EVENTS);
            assertThat(faults.get()).isGreaterThanOrEqualTo(KILLS);
            assertThat(done.toCompletableFuture()).isNotDone();
        }
    }

    private EventClient client(ServerProcess server) {
        Backoff often = Backoff.defaults()
                .withInitial(Duration.ofMillis(100))
                .withFactor(1)
                .withMaxAttempts(10_000);
        ClientOptions options = ClientOptions.bearer("secret").topics("run/**").retry(often);
        return EventClient.open(server.uri().resolve("/api/v1/events/stream?last_event_id=0"), options)
                .when(Fault.class, fault -> faults.incrementAndGet())
                .on("n", this::see);
    }

    private void see(Received event) {
        if (!event.data().equals("{\"n\":" + seen.getAndIncrement() + "}")) {
            wrong.incrementAndGet();
        }
    }

    private void publish(ServerProcess server, int batch) {
        String body = IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                .mapToObj(n -> "{\"topic\":\"run/a\",\"type\":\"n\",\"data\":{\"n\":" + n + "}}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/v1/events"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer secret")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "batch-" + batch)
                .POST(BodyPublishers.ofString(body))
                .build();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> isTaken(request));
    }

    private boolean isTaken(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 202 && !answer.body().contains("error");
        } catch (IOException e) {
            return false; // killed; the key makes the next try safe
        }
    }
}
