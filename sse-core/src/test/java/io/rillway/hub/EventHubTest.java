// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.testing.FakeConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventHubTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final EventHub hub = EventHub.open(HubOptions.defaults()
            .withWriters(2)
            .withLimits(50, 1024)
            .withGrace(Duration.ofMillis(200))
            .withListener(new HubListener() {
                @Override
                public void onClosed(Subscription subscription, CloseReason reason) {
                    happened.add(reason.name());
                    throw new IllegalStateException("a listener that fails");
                }
            }));

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void deliversWhatIsPublished() {
        FakeConnection connection = new FakeConnection();
        hub.subscribe(ALL, connection);

        String id = hub.publish(Event.of("project/p1", "build_complete", Map.of("build_id", "b7")))
                .toCompletableFuture()
                .join();

        await().untilAsserted(
                        () -> assertThat(connection.data("build_complete")).containsExactly("{\"build_id\":\"b7\"}"));
        assertThat(connection.lastEventId()).isEqualTo(id);
    }

    @Test
    @DisplayName("S1-06 publishing to nobody is fine")
    void publishesToNobody() {
        assertThat(hub.publish(Event.of("a", "n", 1))).isCompleted();
        assertThat(hub.subscriberCount()).isZero();
    }

    @Test
    void repetitionWithAKeyAnswersTheFirstId() {
        String first =
                hub.publish(Event.of("a", "n", 1), "k").toCompletableFuture().join();

        assertThat(hub.publish(Event.of("a", "n", 1), "k")).isCompletedWithValue(first);
    }

    @Test
    void refusesEventsThatAreTooLarge() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hub.publish(Event.of("a", "n", "x".repeat(1023))))
                .withMessage("data: 1025 bytes as JSON (expected: at most 1024)");
    }

    @Test
    void refusesMoreSubscribersThanItMayHave() {
        for (int i = 0; i < 50; i++) {
            hub.subscribe(ALL, new FakeConnection());
        }
        FakeConnection refused = new FakeConnection();

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> hub.subscribe(ALL, refused))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(HubException.Reason.TOO_MANY_SUBSCRIBERS));
        assertThat(refused.writes()).isZero();
        assertThat(hub.subscriberCount()).isEqualTo(50);
    }

    @Test
    @DisplayName("G6 many publishers, many who come meanwhile: each gets all, in order, once")
    void losesNothingUnderConcurrency() throws InterruptedException {
        int publishers = 3;
        int each = 2000;
        List<FakeConnection> connections = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < publishers; p++) {
            int publisher = p;
            threads.add(new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    hub.publish(Event.of("a", "n", publisher * each + i));
                }
            }));
        }
        threads.forEach(Thread::start);
        String beginning = beginning();
        for (int i = 0; i < 20; i++) {
            FakeConnection connection = new FakeConnection();
            connections.add(connection);
            hub.subscribe(ALL.withStart(new Start.After(beginning)), connection);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(connections)
                        .allSatisfy(
                                connection -> assertThat(connection.data("n")).hasSize(publishers * each)));
        List<String> order = connections.get(0).data("n");
        assertThat(connections).allSatisfy(c -> assertThat(c.data("n")).isEqualTo(order));
        assertThat(order).doesNotHaveDuplicates();
        assertThat(eachPublisherInOrder(order, each)).isTrue();
    }

    /** The id before the first event. */
    private String beginning() {
        FakeConnection first = new FakeConnection();
        hub.subscribe(ALL.withStart(new Start.Since(Instant.EPOCH)), first);
        await().until(() -> !first.messages().isEmpty());
        return first.messages().get(0).id();
    }

    private static boolean eachPublisherInOrder(List<String> numbers, int each) {
        Map<Integer, Integer> last = new HashMap<>();
        for (String text : numbers) {
            int number = Integer.parseInt(text);
            Integer before = last.put(number / each, number);
            if (before != null && before >= number) {
                return false;
            }
        }
        return true;
    }

    @Test
    @DisplayName("G9 after close() no subscriber and no thread is left")
    void closeLeavesNothing() {
        FakeConnection stalled = new FakeConnection();
        stalled.stall();
        FakeConnection connection = new FakeConnection();
        hub.subscribe(ALL, stalled);
        hub.subscribe(ALL, connection);
        await().until(() -> connection.writes() > 0 && stalled.writes() > 0);

        hub.close();
        hub.close();

        assertThat(hub.subscriberCount()).isZero();
        assertThat(happened).containsExactlyInAnyOrder("DRAINED", "WRITE_DEADLINE");
        assertThat(connection.end()).isEqualTo("completed");
        assertThat(stalled.end()).isEqualTo("aborted");
        assertThatExceptionOfType(HubException.class).isThrownBy(() -> hub.subscribe(ALL, connection));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() ->
                        hub.publish(Event.of("a", "n", 1)).toCompletableFuture().join())
                .withCauseInstanceOf(HubException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("rillway-writer") && thread.isAlive());
    }

    @Test
    void servesABlockingTransport() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BlockingConnection connection = BlockingConnection.over(out);
        Subscription stream = hub.subscribe(ALL, connection);
        Thread server = new Thread(connection::serve);
        server.start();
        hub.publish(Event.of("a", "n", 1));
        await().until(() -> out.toString(UTF_8).contains("event: n\ndata: 1\n\n"));

        stream.close(CloseReason.KICKED);

        server.join(10_000);
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void throwingTransportEndsItsStream() throws InterruptedException {
        BlockingConnection connection = BlockingConnection.over(new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("the exchange is closed");
            }
        });
        hub.subscribe(ALL, connection);
        Thread server = new Thread(connection::serve);
        server.start();
        server.join(10_000);

        await().until(() -> hub.subscriberCount() == 0);
        assertThat(happened).containsExactly("PEER_GONE");
    }

    @Test
    void abortedConnectionWritesNothingMore() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BlockingConnection connection = BlockingConnection.over(out);
        List<String> completed = new ArrayList<>();
        connection.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[1])}, new Connection.Completion() {
            @Override
            public void succeeded() {
                completed.add("succeeded");
            }

            @Override
            public void failed(Throwable cause) {
                completed.add("failed");
            }
        });
        connection.abort();
        connection.serve();

        assertThat(completed).containsExactly("failed");
        assertThat(out.size()).isZero();
    }

    @Test
    void failingTransportEndsItsStream() throws InterruptedException {
        BlockingConnection connection = BlockingConnection.over(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        });
        hub.subscribe(ALL, connection);
        Thread server = new Thread(connection::serve);
        server.start();
        server.join(10_000);

        await().until(() -> hub.subscriberCount() == 0);
        assertThat(happened).containsExactly("PEER_GONE");
    }
}
