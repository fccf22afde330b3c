// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.ScriptedServer.held;
import static io.rillway.client.ScriptedServer.raw;
import static io.rillway.client.ScriptedServer.status;
import static io.rillway.client.ScriptedServer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.rillway.client.StreamEvent.Fault;
import io.rillway.client.StreamEvent.Received;
import io.rillway.client.StreamEvent.Started;
import io.rillway.client.StreamException.Kind;
import io.rillway.events.EventType;
import io.rillway.events.wire.SseLimits;
import io.rillway.testing.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventClientIT {

    private static final ClientOptions OPTIONS =
            ClientOptions.bearer("secret").retry(RetryPolicy.defaults().withJitter(0));
    private static final ScriptedServer.Answer HELD = held("", "");

    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final ManualClock clock = new ManualClock();

    record Count(int n) {}

    private EventClient client(ScriptedServer server, ClientOptions options) {
        return new EventClient(server.uri(), options, clock, waits::add);
    }

    private static List<StreamEvent> take(EventClient client, int count) throws InterruptedException {
        List<StreamEvent> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(client.next().orElseThrow());
        }
        return events;
    }

    private static Fault fault(EventClient client) throws InterruptedException {
        StreamEvent event = client.next().orElseThrow();
        while (!(event instanceof Fault)) {
            event = client.next().orElseThrow();
        }
        return (Fault) event;
    }

    @Test
    void deliversEventsAndResumesAfterTheLastOne() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        stream("id: 1\nevent: n\ndata: a\n\n:hi\n\nid: 2\ndata: b\n\nid: 3\ndata: cut"),
                        held("Rillway-Heartbeat: 15\r\n", "id: 3\ndata: c\n\n"));
                EventClient client = client(server, OPTIONS.topics("cascade/**").parameter("x", "a b&c"))) {

            assertThat(take(client, 4))
                    .containsExactly(
                            new Started(Optional.empty()),
                            new Received("1", "n", "a"),
                            new StreamEvent.Comment("hi"),
                            new Received("2", "message", "b"));
            Fault fault = fault(client);
            assertThat(fault.error().kind()).isIn(Kind.EOF, Kind.IO);
            assertThat(take(client, 2))
                    .containsExactly(
                            new Started(Optional.of(Duration.ofSeconds(15))), new Received("3", "message", "c"));
            assertThat(server.requests().get(0))
                    .startsWith("GET /events?topic=cascade%2F**&x=a+b%26c HTTP/1.1\n")
                    .contains("Accept: text/event-stream\n", "Authorization: Bearer secret\n")
                    .doesNotContain("Last-Event-ID", "Upgrade");
            assertThat(server.requests().get(1)).contains("Last-Event-ID: 2\n");
        }
    }

    @Test
    void anEventIsHandledWhenTheNextIsAskedFor() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"), HELD);
                EventClient client = client(server, OPTIONS)) {
            take(client, 2);
            assertThat(client.lastEventId()).isEmpty();
            take(client, 1);
            assertThat(client.lastEventId()).isEqualTo("1");
        }
    }

    @Test
    void anIdAloneMovesThePositionToo() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("data: a\n\nid: 9\n\n"), HELD);
                EventClient client = client(server, OPTIONS)) {
            fault(client);
            take(client, 1);

            assertThat(server.requests().get(1)).contains("Last-Event-ID: 9\n");
        }
    }

    @Test
    @DisplayName("S5-10 waits 1 s, 1.5 s, 2.25 s, and gives up after 10 attempts")
    void backsOffAndGivesUp() throws Exception {
        try (ScriptedServer server = new ScriptedServer(status(503, ""));
                EventClient client = client(server, OPTIONS)) {
            List<String> states = new ArrayList<>();
            client.onState(s -> states.add(s.state().name()));

            Fault end = fault(client);
            while (end.retryIn().isPresent()) {
                end = fault(client);
            }

            assertThat(waits)
                    .extracting(Duration::toMillis)
                    .startsWith(1000L, 1500L, 2250L, 3375L)
                    .hasSize(10);
            assertThat(waits.get(9)).isEqualTo(Duration.ofSeconds(30));
            assertThat(end.error().kind()).isEqualTo(Kind.MAX_ATTEMPTS);
            assertThat(end.error()).hasMessage("Max reconnection attempts (10) reached");
            assertThat(client.next()).isEmpty();
            assertThat(states).containsExactly("CONNECTING", "RECONNECTING", "ERROR");
            assertThat(client.snapshot().lastError().orElseThrow().message()).contains("(10) reached");
        }
    }

    @Test
    void serverAsksForALongerWait() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(stream("retry: 7000\n\n"), status(429, "Retry-After: 12\r\n"), HELD);
                EventClient client = client(server, OPTIONS)) {
            assertThat(fault(client).retryIn()).contains(Duration.ofSeconds(7));
            assertThat(fault(client).retryIn()).contains(Duration.ofSeconds(12));
        }
    }

    @Test
    @DisplayName("C6 401 asks for the credential once more; 403, 404 and a wrong type are for good; 204 stops")
    void knowsWhatIsForGood() throws Exception {
        try (ScriptedServer server = new ScriptedServer(status(401, ""));
                EventClient client = client(server, OPTIONS)) {
            assertThat(fault(client).retryIn()).contains(Duration.ZERO);
            assertThat(fault(client).retryIn()).isEmpty();
            assertThat(server.requests()).hasSize(2);
        }
        for (ScriptedServer.Answer answer : List.of(
                status(403, ""),
                status(404, ""),
                raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", true),
                raw("HTTP/1.1 204 No Content\r\n\r\n", true))) {
            try (ScriptedServer server = new ScriptedServer(answer);
                    EventClient client = client(server, OPTIONS)) {
                assertThat(fault(client).retryIn()).isEmpty();
                assertThat(client.next()).isEmpty();
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void credentialsDoNotFollowARedirectElsewhere() throws Exception {
        try (ScriptedServer other = new ScriptedServer(HELD);
                ScriptedServer server = new ScriptedServer(status(307, "Location: " + other.uri() + "\r\n"));
                EventClient client = client(server, OPTIONS)) {
            take(client, 1);

            assertThat(server.requests().get(0)).contains("Authorization");
            assertThat(other.requests().get(0)).doesNotContain("Authorization");
        }
        try (ScriptedServer server = new ScriptedServer(status(302, "Location: /events\r\n"));
                EventClient client = client(server, OPTIONS)) {
            assertThat(fault(client).error().kind()).isEqualTo(Kind.REDIRECT);
            assertThat(server.requests())
                    .hasSize(6)
                    .allSatisfy(r -> assertThat(r).contains("Authorization"));
        }
    }

    @Test
    @DisplayName("C7 a silent stream is replaced at once")
    void silenceEndsAStream() throws Exception {
        ClientOptions impatient = OPTIONS.timeouts(Duration.ofSeconds(5), Duration.ofMillis(100));
        try (ScriptedServer server = new ScriptedServer(held("", "data: a\n\n"), held("", "data: b\n\n"));
                EventClient client = client(server, impatient)) {
            take(client, 2);
            Fault fault = fault(client);

            assertThat(fault.error().kind()).isEqualTo(Kind.IDLE_TIMEOUT);
            assertThat(fault.retryIn()).contains(Duration.ZERO);
            assertThat(take(client, 2).get(1)).isEqualTo(new Received("", "message", "b"));
        }
    }

    @Test
    void noAnswerIsTroubleToo() throws Exception {
        ClientOptions impatient = OPTIONS.timeouts(Duration.ofMillis(100), Duration.ofSeconds(5));
        try (ScriptedServer server = new ScriptedServer(raw("", false));
                EventClient client = client(server, impatient)) {
            assertThat(fault(client).error().kind()).isEqualTo(Kind.HEADERS_TIMEOUT);
        }
    }

    @Test
    void refusedConnection() throws Exception {
        ScriptedServer server = new ScriptedServer(HELD);
        URI uri = server.uri();
        server.close();
        try (EventClient client = new EventClient(uri, OPTIONS, clock, waits::add)) {
            Fault fault = fault(client);
            assertThat(fault.error().kind()).isEqualTo(Kind.CONNECT);
            assertThat(fault.error()).hasMessage("connection refused");
        }
    }

    @Test
    void closeEndsABlockedRead() throws Exception {
        try (ScriptedServer server = new ScriptedServer(HELD)) {
            EventClient client = EventClient.open(server.uri(), OPTIONS);
            take(client, 1);
            List<Optional<StreamEvent>> end = new CopyOnWriteArrayList<>();
            Thread reader = new Thread(() -> {
                for (StreamEvent event : client) {
                    end.add(Optional.of(event));
                }
                end.add(Optional.empty());
            });
            reader.start();
            client.close();
            client.close();
            reader.join(10_000);

            assertThat(end).containsExactly(Optional.empty());
            assertThat(client.snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
            await().until(() -> server.openSockets() == 0);
        }
    }

    @Test
    void closeEndsAWaitForHeadersAndForTheNextAttempt() throws Exception {
        for (ScriptedServer.Answer answer : List.of(raw("", false), status(503, ""))) {
            try (ScriptedServer server = new ScriptedServer(answer)) {
                EventClient client = EventClient.open(server.uri(), OPTIONS);
                Thread reader = new Thread(() -> client.forEach(event -> {}));
                reader.start();
                await().until(() -> !server.requests().isEmpty());
                client.close();
                reader.join(10_000);

                assertThat(reader.isAlive()).isFalse();
            }
        }
    }

    @Test
    void handlersGetTypedEventsAndMayFail() throws Exception {
        String body = """
                event: n
                data: {"n":1}

                event: n
                data: {}

                event: n
                data: nope

                event: n
                data: {"n":2}

                event: gap
                data: {"reason":"evicted","to":"x"}

                """;
        try (ScriptedServer server = new ScriptedServer(stream(body), status(403, ""));
                EventClient client = client(server, OPTIONS)) {
            List<Object> got = new ArrayList<>();
            client.on(EventType.of("n", Count.class), number -> {
                got.add(number);
                throw new IllegalStateException("a handler that fails");
            });
            client.onGap(gap -> got.add(gap.reason()));

            assertThatExceptionOfType(StreamException.class)
                    .isThrownBy(client::run)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(403));
            assertThat(got).containsExactly(new Count(1), new Count(2), "evicted");
        }
    }

    @Test
    void idThatCannotBeSentIsNotSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(stream("id: \u20ac\ndata: a\n\n"), HELD);
                EventClient client = client(server, OPTIONS)) {
            fault(client);
            take(client, 1);

            assertThat(server.requests().get(1)).doesNotContain("Last-Event-ID");
        }
    }

    @Test
    void endlessLineIsRefused() throws Exception {
        ClientOptions small = OPTIONS.limits(SseLimits.ofEventBytes(100));
        try (ScriptedServer server = new ScriptedServer(held("", "data: " + "x".repeat(1000)));
                EventClient client = client(server, small)) {
            Fault fault = fault(client);
            assertThat(fault.error().kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(fault.retryIn()).isEmpty();
        }
    }

    @Test
    void noSecretInAnyMessage() throws IOException, InterruptedException {
        try (ScriptedServer server = new ScriptedServer(status(403, ""));
                EventClient client = client(server, OPTIONS)) {
            assertThat(fault(client).toString()).doesNotContain("secret");
        }
    }
}
