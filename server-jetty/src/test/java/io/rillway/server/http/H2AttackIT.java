// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.StreamOptions;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.Stage;
import io.rillway.server.testing.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients on HTTP/2 that nobody writes who means well: nothing of them is left, and no other is delayed. */
class H2AttackIT {

    private static final int EVENTS = 1000;
    private static final Pattern NUMBER = Pattern.compile("data: \"(\\d+)x");
    private static final int MOST_IN_FLIGHT = 80 << 10;

    @AutoClose
    private Stage stage;

    private RawH2 attacker;

    private void start(StreamOptions options) throws IOException {
        stage = Stage.with(Transport.JETTY, options);
        attacker = new RawH2(stage.uri());
    }

    private void start() throws IOException {
        start(Stage.beating(Duration.ofHours(1)));
    }

    private static List<Integer> streams(int count) {
        return IntStream.range(0, count).map(i -> 2 * i + 1).boxed().toList();
    }

    private void open(int count) throws IOException {
        for (int stream : streams(count)) {
            attacker.get(stream, "/events");
        }
        await().until(() -> stage.hub().subscriberCount() == count);
    }

    /** Others get everything, and go on. */
    private void othersAreServed() throws IOException {
        try (RawClient old = stage.open();
                RawH2 other = new RawH2(stage.uri())) {
            other.get(1, "/events");
            other.widen(1, 1 << 30);
            other.readUntil(1, "connected");
            stage.flood(EVENTS);
            other.readUntil(1, "data: \"last");
            old.readUntil("data: \"last");
        }
    }

    private void nothingIsLeft() {
        await().until(() -> stage.hub().subscriberCount() == 0);
        await().until(() -> stage.jetty().sockets() == 0);
    }

    @Test
    @DisplayName(
            "who has no room for anything costs a piece in flight, delays nobody, and gets it all when there is room")
    void noRoomForAnything() throws IOException {
        start();
        attacker.window(0);
        open(20);
        othersAreServed();
        assertThat(stage.ends().opened().subList(0, 20))
                .allMatch(stream -> stream.snapshot().progress().bytesInFlight() <= MOST_IN_FLIGHT);

        attacker.window(1 << 30);
        for (int stream : streams(20)) {
            String all = attacker.readUntil(stream, "data: \"last");
            assertThat(NUMBER.matcher(all).results().map(number -> Integer.parseInt(number.group(1))))
                    .containsExactlyElementsOf(
                            IntStream.range(1, EVENTS).boxed().toList());
        }
        attacker.close();
        await().until(() -> stage.hub().subscriberCount() == 0);
    }

    @Test
    @DisplayName("who has no room past the write deadline is reset, stream by stream, and may open others behind that")
    void noRoomForTooLong() throws IOException {
        start(Stage.beating(Duration.ofMillis(50)).withWriteDeadline(Duration.ofMillis(300)));
        attacker.window(0);
        for (int stream : streams(20)) {
            attacker.get(stream, "/events");
        }
        for (int stream : streams(20)) {
            assertThat(attacker.readEnd(stream)).isEqualTo("RESET");
        }
        await().until(() -> stage.ends().reasons().size() == 20);
        assertThat(stage.ends().reasons()).containsOnly(CloseReason.WRITE_DEADLINE);

        attacker.window(1 << 20);
        attacker.get(41, "/events");
        attacker.readUntil(41, "connected");
        attacker.close();
        nothingIsLeft();
    }

    @Test
    @DisplayName("windows that come and go in the middle of an event lose nothing and double nothing")
    void windowsComeAndGo() throws IOException {
        start();
        open(2);
        stage.flood(EVENTS);
        for (int i = 0; i < 200; i++) {
            attacker.window(i % 3 * 30_000);
            attacker.widen(1, 100 * i + 1);
            attacker.read();
        }
        attacker.window(1 << 30);
        for (int stream : streams(2)) {
            String all = attacker.readUntil(stream, "data: \"last");
            assertThat(NUMBER.matcher(all).results().map(number -> Integer.parseInt(number.group(1))))
                    .containsExactlyElementsOf(
                            IntStream.range(1, EVENTS).boxed().toList());
        }
        attacker.close();
        nothingIsLeft();
    }

    @Test
    @DisplayName("more streams at once than a connection may have are refused one by one")
    void tooManyStreams() throws IOException {
        start();
        for (int stream : streams(300)) {
            attacker.get(stream, "/events");
        }
        assertThat(attacker.readEnd(599)).isEqualTo("RESET");
        assertThat(stage.hub().subscriberCount()).isLessThanOrEqualTo(128);
        othersAreServed();
        attacker.close();
        nothingIsLeft();
    }

    @Test
    @DisplayName("who says that it goes and stays has its streams, and is found out by heartbeats when it has gone")
    void saysThatItGoesAndStays() throws IOException {
        start(Stage.beating(Duration.ofMillis(50)));
        open(3);
        attacker.goAway();
        stage.hub().publish(Event.of("n", "n", "still here"));
        attacker.readUntil(5, "still here");
        attacker.close();
        nothingIsLeft();
    }

    @Test
    @DisplayName("who has no room and is told to end is given up by the container, though its connection goes on")
    void toldToEndAndNoRoom() throws IOException {
        stage = Stage.impatient(Transport.JETTY, Stage.beating(Duration.ofMillis(50)), Duration.ofSeconds(1));
        attacker = new RawH2(stage.uri());
        open(2);
        attacker.readUntil(1, "connected");
        attacker.readUntil(3, "connected");
        attacker.widen(3, 1 << 30);
        stage.flood(EVENTS);
        attacker.readUntil(3, "data: \"last");
        stage.ends().opened().forEach(stream -> {
            if (stream.snapshot().progress().lag() > 0) {
                stream.close(CloseReason.KICKED);
            }
        });
        assertThat(attacker.readEnd(1)).isEqualTo("RESET");
        assertThat(stage.hub().subscriberCount()).isEqualTo(1);
        attacker.close();
        nothingIsLeft();
    }

    @Test
    @DisplayName("S1-05 the hub's end is not held up by who has no room, and the others have theirs")
    void theEndIsNotHeldUp() throws IOException {
        start();
        attacker.window(0);
        open(20);
        try (RawH2 other = new RawH2(stage.uri())) {
            other.get(1, "/events");
            other.readUntil(1, "connected");
            stage.hub().close();
            assertThat(other.readEnd(1)).isEqualTo("END");
        }
        assertThat(stage.hub().subscriberCount()).isZero();
        for (int stream : streams(20)) {
            assertThat(attacker.readEnd(stream)).isEqualTo("RESET");
        }
        attacker.close();
        nothingIsLeft();
    }
}
