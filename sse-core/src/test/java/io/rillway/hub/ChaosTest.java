// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.events.wire.SseMessage;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.testing.FakeConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real threads: publishers, a log that holds little, subscribers that come, stall, go on, leave and resume. */
class ChaosTest {

    private static final int PUBLISHERS = 3;
    private static final int EACH = 40_000;
    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**")
            .withOptions(StreamOptions.canonical()
                    .withGreeting(new Greeting.None())
                    .withHeartbeat(Heartbeat.event("ping", Duration.ofMillis(5))));

    private static final HubOptions OPTIONS = HubOptions.defaults()
            .withWriters(2)
            .withRetention(new HubOptions.Retention(300, 1 << 20, Duration.ofHours(1)));

    @TempDir
    Path folder;

    private EventHub hub;
    private final List<Peer> peers = new ArrayList<>();
    private final AtomicInteger publishing = new AtomicInteger(PUBLISHERS);

    /** A client that resumes by its last id; what its connections carried is one story. */
    private final class Peer {
        private final Random random;
        private final List<SseMessage> story = new ArrayList<>();
        private FakeConnection connection = new FakeConnection();
        private Subscription stream;
        private String lastId = "";

        Peer(int seed) {
            this.random = new Random(seed);
            Start start = seed % 2 == 0 ? new Start.Live() : new Start.Since(Instant.EPOCH);
            this.stream = hub.subscribe(ALL.withStart(start), connection);
        }

        void act() {
            switch (random.nextInt(20)) {
                case 0, 1 -> connection.stall();
                case 2 -> leaveAndResume();
                default -> connection.resume();
            }
        }

        private void leaveAndResume() {
            connection.resume();
            stream.close(CloseReason.PEER_GONE);
            await().until(() -> connection.end() != null);
            story.addAll(connection.messages());
            lastId = connection.lastEventId().isEmpty() ? lastId : connection.lastEventId();
            Start start = lastId.isEmpty() ? new Start.Live() : new Start.After(lastId);
            connection = new FakeConnection();
            stream = hub.subscribe(ALL.withStart(start), connection);
        }

        void finish(String end) {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                connection.resume();
                return connection.lastEventId().equals(end);
            });
            story.addAll(connection.messages());
        }

        /** Every event follows the one before it, or a gap that declares exactly what lies between. */
        void check() {
            long at = -1;
            for (SseMessage message : story) {
                long id = sequence(message.id());
                switch (message.event()) {
                    case "n" -> {
                        assertThat(at < 0 ? id : at + 1)
                                .as("event after %d", at)
                                .isEqualTo(id);
                        at = id;
                    }
                    case "gap" -> {
                        assertThat(id)
                                .as("gap after %d: %s", at, message.data())
                                .isGreaterThan(at);
                        assertThat(message.data()).contains(at < 0 ? "to" : "-" + at + "\",\"to\"");
                        at = id;
                    }
                    default ->
                        assertThat(at < 0 ? id : at).as("ping after %d", at).isEqualTo(id);
                }
            }
            assertThat(connection.overlapping()).isZero();
        }
    }

    private static long sequence(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    @Test
    @DisplayName("G6 G8 under chaos nothing is lost in silence, doubled or out of order")
    void tellsEveryHole() throws InterruptedException {
        hub = EventHub.open(OPTIONS);
        runs();
    }

    @Test
    @DisplayName("G6 G8 the same with the log on disk")
    void tellsEveryHoleOnDisk() throws InterruptedException {
        hub = EventHub.open(OPTIONS.withStorage(Storage.folder(folder.resolve("log"))));
        runs();
    }

    private void runs() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            threads.add(new Thread(this::publish));
        }
        for (int i = 0; i < 16; i++) {
            peers.add(new Peer(i));
        }
        for (int i = 0; i < 4; i++) {
            List<Peer> some = peers.subList(i * 4, i * 4 + 4);
            threads.add(new Thread(() -> {
                while (publishing.get() > 0) {
                    some.forEach(Peer::act);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        String last =
                hub.publish(Event.of("a", "n", "last")).toCompletableFuture().join();
        peers.forEach(peer -> peer.finish(last));
        hub.close();

        peers.forEach(Peer::check);
        assertThat(hub.subscriberCount()).isZero();
        assertThat(peers)
                .anySatisfy(
                        peer -> assertThat(peer.story).anyMatch(m -> m.event().equals("gap")));
    }

    private void publish() {
        for (int i = 0; i < EACH; i++) {
            CompletionStage<String> id = hub.publish(Event.of("a", "n", i));
            if (i % 500 == 0) {
                id.toCompletableFuture().join();
            }
        }
        publishing.decrementAndGet();
    }
}
