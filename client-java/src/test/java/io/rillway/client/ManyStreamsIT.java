// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.model.Timeouts;
import io.rillway.client.retry.Backoff;
import io.rillway.client.testing.ScriptedServer;
import io.rillway.testing.LiveThreads;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many streams, many cycles, and a peer that says nothing any more; the profile {@code proof-client} has the large numbers. */
class ManyStreamsIT {

    private static final int STREAMS = Integer.getInteger("proof.client.streams", 100);
    private static final int CYCLES = Integer.getInteger("proof.client.cycles", 100);
    private static final int CONNECTIONS = Integer.getInteger("proof.client.connections", 1000);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private HttpClient shared() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
    }

    /** Threads of the client and of HTTP clients; those of the server are not meant. */
    private static int threads() {
        return LiveThreads.named(name -> name.startsWith("rillway-client") || name.startsWith("HttpClient-"))
                .size();
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    @DisplayName("idle streams share the threads of one HTTP client; 500 in the long run")
    void idleStreamsDoNotNeedAThreadEach() throws Exception {
        List<EventClient> clients = new ArrayList<>();
        AtomicInteger events = new AtomicInteger();
        ClientOptions options = ClientOptions.defaults().http(shared());
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            int before = threads();
            for (int i = 0; i < STREAMS; i++) {
                EventClient client = EventClient.open(server.uri(), options);
                client.when(Received.class, event -> events.incrementAndGet());
                var unused = client.start();
                clients.add(client);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> events.get() == STREAMS);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(threads() - before).isLessThan(20));
            clients.forEach(EventClient::close);
            await().atMost(Duration.ofSeconds(60)).until(() -> server.connections() == 0);
        }
    }

    @Test
    @DisplayName("opened and closed, 1 000 times in the long run: no thread, no socket and no heap is left")
    void cyclesLeaveNothing() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            cycle(server, CYCLES / 2);
            int threads = threads();
            long bytes = usedBytes();

            cycle(server, CYCLES);

            await().atMost(Duration.ofSeconds(30)).until(() -> server.connections() == 0 && threads() <= threads);
            await().atMost(Duration.ofSeconds(30)).until(() -> usedBytes() < bytes + (8 << 20));
        }
    }

    private static void cycle(ScriptedServer server, int times) {
        for (int i = 0; i < times; i++) {
            try (EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
                assertThat(client.stream().findFirst()).isPresent();
            }
        }
    }

    @Test
    @DisplayName("S4-09 G4 of many connections, 10 000 in the long run, less than one in a hundred fails")
    void connectionsDoNotFail() throws Exception {
        ClientOptions options = ClientOptions.defaults()
                .retry(Backoff.defaults().withInitial(Duration.ZERO).withStableAfter(Duration.ZERO));
        AtomicInteger started = new AtomicInteger();
        List<Kind> faults = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\n"))) {
            List<EventClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                EventClient client = EventClient.open(server.uri(), options);
                client.when(Received.class, event -> started.incrementAndGet())
                        .when(Fault.class, fault -> faults.add(fault.error().kind()));
                var unused = client.start();
                clients.add(client);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> started.get() >= CONNECTIONS);
            clients.forEach(EventClient::close);
        }
        assertThat(faults.stream().filter(kind -> kind != Kind.EOF).count()).isLessThan(CONNECTIONS / 100);
    }

    @Test
    @DisplayName("S4-06 G5 a stream whose peer says nothing any more is replaced; DeadlineIT asserts the default times")
    void aSilentPeerIsLeft() throws Exception {
        Timeouts soon = Timeouts.defaults().withIdle(Duration.ofMillis(300));
        try (ScriptedServer server = new ScriptedServer(held("id: 1\ndata: a\n\n"), held("data: b\n\n"));
                EventClient client =
                        EventClient.open(server.uri(), ClientOptions.defaults().timeouts(soon))) {
            assertThat(client.stream().limit(2).map(Received::data)).containsExactly("a", "b");
            assertThat(server.request(1)).contains("Last-Event-ID: 1\n");
            assertThat(client.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }

    @Test
    @DisplayName("S4-09 G5 after an explicit close the next attempt begins within 1 s with the default settings")
    void anExplicitCloseIsFollowedByAnAttemptSoon() throws Exception {
        try (Trial trial = new Trial(ClientOptions.defaults(), stream("data: a\n\n"), held("data: b\n\n"))) {
            trial.data();
            assertThat(trial.fault().retryIn().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(trial.data()).isEqualTo("b");
        }
    }
}
