// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.HubOptions;
import io.rillway.hub.HubOptions.Retention;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.StreamOptions;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.SilentProxy;
import io.rillway.server.testing.Stage;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.Transport;
import io.rillway.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong between a hub and its peers, over real sockets; FIN, RST and stalls have tests of their own beside it. */
class FaultIT {

    private static final Pattern EVENT = Pattern.compile("id: (\\S+)\nevent: n\ndata: \"(\\d+)x");
    private static final int FLOOD = 2_000;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("the defaults: a sign of life every 15 s, and 30 s without progress before a stream is dropped")
    void theDefaultsOfTime() {
        StreamOptions options = Endpoint.canonical().options();
        assertThat(options.heartbeat().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(options.writeDeadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Endpoint.homelab().options().writeDeadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("half-open: a way that falls silent costs the stream within heartbeat and write deadline")
    void aWayThatFallsSilent(Transport transport) throws IOException {
        StreamOptions strict = Stage.beating(Duration.ofMillis(50)).withWriteDeadline(Duration.ofMillis(300));
        try (Stage stage = Stage.with(transport, strict);
                SilentProxy way = new SilentProxy(stage.uri());
                RawClient client = transport.open(way.uri(), RawClient.get("/events", ""))) {
            client.readUntil("}\n\n");
            way.fallSilent();
            stage.flood(FLOOD);

            await().until(() -> stage.hub().subscriberCount() == 0);
            await().until(() -> stage.jetty().sockets() == 0);
            assertThat(stage.ends().reasons()).containsExactly(CloseReason.WRITE_DEADLINE);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a stall of a third of the write deadline (10 s of 30 s) goes on with the same stream")
    void aStallWithinTheDeadlineGoesOn(Transport transport) throws IOException {
        StreamOptions options = Stage.beating(Duration.ofMillis(100)).withWriteDeadline(Duration.ofSeconds(3));
        try (Stage stage = Stage.with(transport, options);
                RawClient stalled = stage.open()) {
            stage.flood(FLOOD);
            await().during(Duration.ofSeconds(1)).until(() -> stage.hub().subscriberCount() == 1);

            assertThat(numbers(stalled.readUntil("data: \"last"))).hasSize(FLOOD - 1);
            assertThat(stage.ends().reasons()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "a stall of twice the write deadline (a minute) ends the stream, and the peer resumes by id with nothing lost")
    void aStallBeyondTheDeadlineResumes(Transport transport) throws IOException {
        StreamOptions strict = Stage.beating(Duration.ofMillis(50)).withWriteDeadline(Duration.ofMillis(500));
        try (Stage stage = Stage.with(transport, strict);
                RawClient stalled = stage.open()) {
            stage.flood(FLOOD);
            await().until(() -> stage.ends().reasons().equals(List.of(CloseReason.WRITE_DEADLINE)));

            List<Integer> seen = new ArrayList<>();
            Matcher events = EVENT.matcher(stalled.readRest().replaceAll("\n\n(?s:(?!.*\n\n).*)$", "\n\n"));
            String last = "";
            while (events.find()) {
                last = events.group(1);
                seen.add(Integer.valueOf(events.group(2)));
            }
            try (RawClient back = stage.open("Last-Event-ID: " + last + "\r\n")) {
                seen.addAll(numbers(back.readUntil("data: \"last")));
            }
            assertThat(seen).hasSize(FLOOD - 1).isSorted().doesNotHaveDuplicates();
        }
    }

    private static List<Integer> numbers(String text) {
        return EVENT.matcher(text)
                .results()
                .map(match -> Integer.valueOf(match.group(2)))
                .toList();
    }

    @Test
    @DisplayName(
            "G8 50 stop reading: the others have everything, memory is bounded by the log, and the 50 are told of every hole")
    void fiftyStopReading() throws IOException {
        Retention small = new Retention(100_000, 4 << 20, Duration.ofHours(1));
        try (Stage stage = Stage.over(HubOptions.defaults().withRetention(small))) {
            List<RawClient> stalled = clients(stage, 50);
            List<RawClient> reading = clients(stage, 8);
            long before = usedHeap();
            for (int round = 0; round < 20; round++) {
                stage.flood(1000);
                reading.parallelStream()
                        .forEach(client -> assertThat(readUntilLast(client)).doesNotContain("event: gap"));
            }
            assertThat(stage.hub().subscriberCount()).isEqualTo(58);
            assertThat(usedHeap() - before).as("bytes kept of the 20 MiB").isLessThan(15 << 20);

            stage.hub().publish(Event.of("n", "n", "the end"));
            for (RawClient client : stalled) {
                assertThat(holes(client.readUntil("the end"))).isPositive();
                client.close();
            }
            for (RawClient client : reading) {
                client.close();
            }
        }
    }

    @Test
    @DisplayName("G8 50 stop reading: of what the log keeps, each gets every event once when it reads on, with no gap")
    void fiftyReadOnAndLackNothing() throws IOException {
        try (Stage stage = Stage.over(HubOptions.defaults())) {
            List<RawClient> stalled = clients(stage, 50);
            stage.flood(FLOOD);

            for (RawClient client : stalled) {
                String all = client.readUntil("data: \"last\"\n\n");
                assertThat(holes(all)).isZero();
                assertThat(numbers(all)).hasSize(FLOOD - 1);
                client.close();
            }
        }
    }

    private static final Pattern FRAME = Pattern.compile("id: \\S+-(\\d+)\nevent: (\\w+)\ndata: ([^\n]*)");
    private static final Pattern HOLE = Pattern.compile("\"from\":\"\\w+-(\\d+)\",\"to\":\"\\w+-(\\d+)\"");

    /** {@return how many holes were told}; no event is missing anywhere else. */
    private static int holes(String stream) {
        long last = 0;
        int holes = 0;
        for (Matcher frame = FRAME.matcher(stream); frame.find(); ) {
            long sequence = Long.parseLong(frame.group(1));
            if (frame.group(2).equals("gap")) {
                Matcher hole = HOLE.matcher(frame.group(3));
                assertThat(hole.find()).as(frame.group(3)).isTrue();
                assertThat(Long.parseLong(hole.group(1))).isEqualTo(last);
                assertThat(Long.parseLong(hole.group(2))).isEqualTo(sequence);
                holes++;
            } else {
                assertThat(sequence).isEqualTo(last + 1);
            }
            last = sequence;
        }
        return holes;
    }

    private static List<RawClient> clients(Stage stage, int count) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(stage.open());
        }
        return clients;
    }

    private static String readUntilLast(RawClient client) {
        try {
            return client.readUntil("data: \"last");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    @DisplayName("a clock that jumps forth and back delays nobody, and takes no id twice")
    void aClockThatJumps() throws IOException {
        ManualClock clock = new ManualClock();
        try (Stage stage = Stage.over(HubOptions.defaults().withClock(clock));
                RawClient client = stage.open()) {
            List<String> ids = new ArrayList<>();
            for (Duration jump : List.of(Duration.ofHours(5), Duration.ofHours(-9), Duration.ofHours(2))) {
                ids.add(publish(stage, "a"));
                clock.advance(jump);
                ids.add(publish(stage, "b"));
            }
            publish(stage, "the end");

            assertThat(ids).doesNotHaveDuplicates().isSorted();
            assertThat(client.readUntil("the end"))
                    .containsSubsequence(
                            ids.stream().map(id -> "id: " + id + "\n").toList())
                    .doesNotContain("event: gap");
        }
    }

    private static String publish(Stage stage, String text) {
        return stage.hub()
                .publish(Event.of("n", "n", text))
                .toCompletableFuture()
                .join();
    }

    @Test
    @DisplayName("publishers that leave in the middle, talk nonsense or stall disturb no stream")
    void publishersThatFail() throws IOException, InterruptedException {
        String yaml = """
                server: {port: 0}
                data: memory
                auth: {tokens: [{token: t, principal: p, roles: [admin], grants: ["**"]}]}
                """;
        String head = """
                POST /api/v1/events HTTP/1.1
                Host: x
                Authorization: Bearer t
                Content-Length: 1000

                """.replace("\n", "\r\n");
        try (TestServer server = new TestServer(folder, yaml);
                RawClient stream = new RawClient(
                        server.uri(), RawClient.get("/api/v1/events/stream", "Authorization: Bearer t\r\n"));
                RawClient stalls = new RawClient(server.uri(), head)) {
            stream.readUntil("}\n\n");
            stalls.send("{\"topic\":");
            for (String body : List.of("", "{\"topic\":\"n\",\"type\":\"n\",\"data\":1}", "\u0000".repeat(999))) {
                new RawClient(server.uri(), head + body).reset();
                new RawClient(server.uri(), head + body).leave();
            }
            server.send("t", "POST", "/api/v1/events", "{\"topic\":\"n\",\"type\":\"n\",\"data\":\"the end\"}");

            assertThat(stream.readUntil("the end")).doesNotContain("data: 1\n");
        }
    }
}
