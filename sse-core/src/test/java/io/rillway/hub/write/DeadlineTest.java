// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**")
            .withOptions(StreamOptions.canonical().withWriteDeadline(Duration.ofSeconds(8)));

    private final Rounds rounds = new Rounds(100);
    private final FakeConnection connection = new FakeConnection();

    @Test
    void writeThatMakesNoProgressEndsTheStream() {
        stall();
        rounds.advance(Duration.ofMillis(7999));
        assertThat(connection.end()).isNull();
        rounds.advance(Duration.ofMillis(1));

        assertThat(connection.end()).isEqualTo("aborted");
        assertThat(rounds.happened).contains("ended c1 WRITE_DEADLINE");
        assertThat(rounds.walk()).as("nothing is due any more").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void writeThatMakesProgressGoesOn() {
        stall();
        for (int i = 0; i < 20; i++) {
            rounds.advance(Duration.ofSeconds(5));
            connection.take(1);
        }
        assertThat(connection.end()).isNull();
        for (int i = 0; i < 6; i++) {
            rounds.advance(Duration.ofSeconds(2));
        }

        assertThat(connection.end()).isEqualTo("aborted");
    }

    @Test
    void shorterStallContinuesOnTheSameStream() {
        stall();
        rounds.publish("a", 2, 3);
        rounds.advance(Duration.ofSeconds(7));
        connection.resume();
        rounds.advance(Duration.ofSeconds(7));

        assertThat(Rounds.numbers(connection)).isEqualTo("1,2,3");
        assertThat(connection.end()).isNull();
    }

    @Test
    @DisplayName(
            "a stall of 10 s with the default deadline of 30 s: the same stream goes on, with all that came meanwhile")
    void tenSecondsAreShort() {
        SubscribeRequest usual = SubscribeRequest.of("anna", "**");
        stall(usual);
        for (int second = 1; second <= 10; second++) {
            rounds.publish("a", second + 1);
            rounds.advance(Duration.ofSeconds(1));
        }
        connection.resume();
        rounds.advance(Duration.ofMinutes(5));

        assertThat(Rounds.numbers(connection)).isEqualTo(Rounds.numbers(1, 11));
        assertThat(connection.end()).isNull();
    }

    @Test
    @DisplayName(
            "a stall of a minute with the default deadline of 30 s: dropped after 30 s, and back by id with nothing lost or doubled")
    void aMinuteIsLong() {
        SubscribeRequest usual = SubscribeRequest.of("anna", "**");
        stall(usual);
        for (int second = 1; second <= 60; second++) {
            rounds.publish("a", second + 1);
            rounds.advance(Duration.ofSeconds(1));
            assertThat(connection.end()).as("after %d s", second).isEqualTo(second < 30 ? null : "aborted");
        }
        FakeConnection back = new FakeConnection();
        rounds.subscribe(usual.withStart(new Start.After(connection.lastEventId())), back);
        rounds.walk();

        assertThat(rounds.happened).contains("ended c1 WRITE_DEADLINE");
        assertThat(Rounds.numbers(connection) + "," + Rounds.numbers(back)).isEqualTo(Rounds.numbers(1, 61));
        assertThat(back.data("gap")).isEmpty();
    }

    @Test
    void laterWriteHasTheWholeTimeAgain() {
        stall();
        rounds.advance(Duration.ofSeconds(7));
        connection.resume();
        rounds.walk();
        connection.stall();
        rounds.publish("a", 2);
        rounds.walk();
        rounds.advance(Duration.ofSeconds(7));
        assertThat(connection.end()).isNull();
        rounds.advance(Duration.ofSeconds(2));

        assertThat(connection.end()).isEqualTo("aborted");
    }

    @Test
    void nextLookIsDueWhileAWriteWaits() {
        stall();

        assertThat(rounds.walk()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    private void stall() {
        stall(ALL);
    }

    private void stall(SubscribeRequest request) {
        rounds.subscribe(request, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
    }
}
