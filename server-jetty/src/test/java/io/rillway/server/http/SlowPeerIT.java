// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.Subscription;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.Stage;
import io.rillway.server.testing.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowPeerIT {

    /** More than two kernels take for a peer that does not read. */
    private static final int FLOOD = 2_000;

    private static StreamOptions strict() {
        return Stage.beating(Duration.ofMillis(50)).withWriteDeadline(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("G8 one who stalls delays nobody, and has everything in order when it reads on")
    void oneWhoStallsDelaysNobody(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport);
                RawClient stalled = stage.open();
                RawClient reading = stage.open()) {
            stage.flood(FLOOD);

            assertThat(reading.readUntil("last")).contains("\"1999x");
            String late = stalled.readUntil("last");
            int at = 0;
            for (int i = 1; i < FLOOD; i++) {
                at = late.indexOf("\"" + i + "x", at);
                assertThat(at).as("event %s", i).isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("one who stalls past the write deadline is dropped: no subscriber, no socket, no thread is left")
    void oneWhoStallsTooLongIsDropped(Transport transport) throws IOException {
        try (Stage stage = Stage.with(transport, strict());
                RawClient stalled = stage.open()) {
            int before = stage.jetty().busyThreads();
            stage.flood(FLOOD);

            await().until(() -> stage.hub().subscriberCount() == 0);
            await().until(() -> stage.jetty().sockets() == 0);
            await().until(() -> stage.jetty().busyThreads() <= before);
            assertThat(stage.ends().reasons()).containsExactly(CloseReason.WRITE_DEADLINE);
            assertThat(stalled.isDropped()).isTrue();
        }
    }

    @Test
    @DisplayName("on h2 one stream that stalls delays no other of its connection, and is reset past the write deadline")
    void oneStreamThatStallsIsReset() throws IOException {
        try (Stage stage = Stage.with(Transport.JETTY, strict().withWriteDeadline(Duration.ofSeconds(3)));
                RawH2 client = new RawH2(stage.uri())) {
            client.get(1, "/events");
            client.get(3, "/events");
            client.readUntil(1, "connected");
            client.readUntil(3, "connected");
            client.widen(3, 1 << 30);

            stage.flood(120);
            client.readUntil(3, "last");
            assertThat(client.readEnd(1)).isEqualTo("RESET");

            await().until(() -> stage.hub().subscriberCount() == 1);
            assertThat(stage.ends().reasons()).containsExactly(CloseReason.WRITE_DEADLINE);
            stage.hub().publish(Event.of("n", "n", "the other goes on"));
            client.readUntil(3, "the other goes on");
        }
    }

    @Test
    @DisplayName("on h2 a stall of a third of the write deadline (10 s of 30 s) goes on with the same stream")
    void aStallWithinTheDeadlineGoesOnOnH2() throws IOException {
        StreamOptions options = Stage.beating(Duration.ofMillis(50)).withWriteDeadline(Duration.ofMillis(1500));
        try (Stage stage = Stage.with(Transport.JETTY, options);
                RawH2 client = new RawH2(stage.uri())) {
            client.get(1, "/events");
            client.readUntil(1, "connected");
            stage.flood(200);
            await().during(Duration.ofMillis(500)).until(() -> stage.hub().subscriberCount() == 1);

            client.widen(1, 1 << 30);
            String all = client.readUntil(1, "data: \"last");
            assertThat(IntStream.range(1, 200).mapToObj(number -> "data: \"" + number + "x"))
                    .allSatisfy(data -> assertThat(all).containsOnlyOnce(data));
            assertThat(stage.ends().reasons()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a stream that is ended while a write waits for its peer ends cleanly behind that write")
    void endedDuringAWriteEndsCleanly(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport);
                RawClient stalled = stage.open("Connection: keep-alive\r\n")) {
            stage.flood(FLOOD);
            Subscription stream = stage.ends().opened().get(0);
            await().until(() -> stream.snapshot().progress().delivered() > 0);
            stream.close(CloseReason.KICKED);
            await().until(() -> stage.hub().subscriberCount() == 0);

            String rest = stalled.readUntil("\r\n0\r\n\r\n");
            assertThat(rest).contains("\"1x").endsWith("x\"\n\n\r\n0\r\n\r\n");
            stalled.leave();
            await().until(() -> stage.jetty().sockets() == 0);
        }
    }

    @Test
    void endedDuringAWriteEndsCleanlyOnH2() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY);
                RawH2 client = new RawH2(stage.uri())) {
            client.get(1, "/events");
            client.readUntil(1, "connected");
            stage.flood(500);
            client.readUntil(1, "\"50x");
            stage.ends().opened().get(0).close(CloseReason.KICKED);
            await().until(() -> stage.hub().subscriberCount() == 0);

            client.widen(1, 1 << 30);
            assertThat(client.readEnd(1)).isEqualTo("END");
            assertThat(client.readUntil(1, "\"50x")).endsWith("\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("S1-05 close() is back within its grace though one stalls, and the others have a clean end")
    void closeIsBackThoughOneStalls(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport);
                RawClient stalled = stage.open();
                RawClient reading = stage.open()) {
            stage.flood(FLOOD);
            reading.readUntil("last");

            long before = System.nanoTime();
            stage.hub().close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
            assertThat(reading.readUntil("\r\n0\r\n\r\n")).contains("retry: ");
            assertThat(stalled.isDropped()).isTrue();
            reading.leave();
            await().until(() -> stage.jetty().sockets() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("one that is told to end and never reads on is given up by the container")
    void endedDuringAWriteAndNeverReadsOn(Transport transport) throws IOException {
        StreamOptions quiet = Stage.beating(Duration.ofHours(1));
        try (Stage stage = Stage.impatient(transport, quiet, Duration.ofMillis(500));
                RawClient stalled = stage.open()) {
            stage.flood(FLOOD);
            stage.ends().opened().get(0).close(CloseReason.KICKED);

            await().until(() -> stage.hub().subscriberCount() == 0);
            await().until(() -> stage.jetty().sockets() == 0);
            assertThat(stalled.isDropped()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("one who leaves in the middle of a blocked write is noticed")
    void resetDuringABlockedWrite(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport)) {
            RawClient stalled = stage.open();
            stage.flood(FLOOD);
            stalled.reset();

            await().until(() -> stage.hub().subscriberCount() == 0);
            await().until(() -> stage.jetty().sockets() == 0);
            assertThat(stage.ends().reasons()).containsExactly(CloseReason.PEER_GONE);
        }
    }
}
