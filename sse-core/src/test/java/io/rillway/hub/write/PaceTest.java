// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.hub.port.Budget;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriberSnapshot.Progress;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final Rounds rounds = new Rounds(1000);
    private final FakeConnection connection = new FakeConnection();

    @Test
    @DisplayName("C14 CONFLATE gives the last of each key, in order, all without a key, and no gap")
    void conflatesByKey() {
        Subscriber subscriber = stalled(SlowSubscriber.CONFLATE, 0, "a");
        publish("x", 1);
        publish("y", 2);
        publish("x", 3);
        rounds.publish("a", 4);
        publish("x", 5);
        rounds.publish("a", 6);
        publish("y", 7);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("0,4,5,6,7");
        assertThat(connection.data("gap")).isEmpty();
        assertThat(connection.data("connected").get(0)).contains("\"slow_subscriber\":\"conflate\"");
        assertThat(subscriber.snapshot().progress().conflated()).isEqualTo(3);
        assertThat(connection.lastEventId()).isEqualTo(rounds.log.id(8));
    }

    @Test
    void conflatesNothingForWhoKeepsUp() {
        rounds.subscribe(request(SlowSubscriber.CONFLATE, 0, "a"), connection);
        rounds.walk();
        publish("x", 1);
        publish("x", 2);
        rounds.walk();
        publish("x", 3);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,2,3");
    }

    @Test
    void conflatesNothingWithinTheBudget() {
        stalled(SlowSubscriber.CONFLATE, 5, "a");
        for (int number = 1; number <= 5; number++) {
            publish("x", number);
        }
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo(numbers(0, 5));
    }

    @Test
    void conflatesAcrossManyWritesAndUntilItHasCaughtUp() {
        stalled(SlowSubscriber.CONFLATE, 10, "a");
        for (int number = 1; number <= 900; number++) {
            rounds.publish(Event.of("a", "n", "x".repeat(300)).withKey("k" + number % 300));
        }
        rounds.walk();
        connection.resume();
        rounds.walk();
        publish("k", 901);
        publish("k", 902);
        rounds.walk();

        assertThat(connection.data("n")).hasSize(1 + 300 + 2);
        assertThat(connection.writes()).isGreaterThan(3);
    }

    @Test
    void conflatesForOneAndNotForAnotherAtTheSamePlace() {
        FakeConnection other = new FakeConnection();
        stalled(SlowSubscriber.CONFLATE, 0, "a");
        rounds.subscribe(request(SlowSubscriber.CONFLATE, 0, "a").withStart(new Start.After(rounds.log.id(1))), other);
        publish("x", 1);
        publish("x", 2);
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("0,2");
        assertThat(numbers(other)).as("a replay is not slow").isEqualTo("1,2");
    }

    @Test
    @DisplayName("C14 DROP_OLDEST keeps the newest, and declares the others lost in one gap before them")
    void dropsTheOldest() {
        Subscriber subscriber = stalled(SlowSubscriber.DROP_OLDEST, 3, "a");
        rounds.publish("a", 1, 10);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("0,8,9,10");
        assertThat(connection.data("gap"))
                .containsExactly("{\"reason\":\"overflow\",\"from\":\"" + rounds.log.id(1) + "\",\"to\":\""
                        + rounds.log.id(8) + "\"}");
        Progress progress = subscriber.snapshot().progress();
        assertThat(progress.dropped()).isEqualTo(7);
        assertThat(progress.gaps()).isEqualTo(1);
        assertThat(rounds.happened).contains("gap c1 overflow");
    }

    @Test
    void dropsNothingOfWhatDoesNotMatch() {
        stalled(SlowSubscriber.DROP_OLDEST, 3, "a");
        rounds.publish("noise", 1, 100);
        rounds.publish("a", 101, 103);
        rounds.publish("noise", 104, 200);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("0,101,102,103");
        assertThat(connection.data("gap")).isEmpty();
    }

    @Test
    void dropsBehindAWildcardToo() {
        Subscriber subscriber = stalled(SlowSubscriber.DROP_OLDEST, 2, "*");
        rounds.publish("a", 1, 20);
        rounds.publish("b/c", 21, 40);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("0,19,20");
        assertThat(subscriber.snapshot().progress().dropped()).isEqualTo(18);
    }

    @Test
    void dropsEverythingWithoutABudget() {
        stalled(SlowSubscriber.DROP_OLDEST, 0, "a");
        rounds.publish("a", 1, 5);
        connection.resume();
        rounds.walk();
        rounds.publish("a", 6);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("0,6");
        assertThat(connection.data("gap")).hasSize(1);
        assertThat(connection.data("gap").get(0)).contains("\"to\":\"" + rounds.log.id(6) + "\"");
    }

    @Test
    void burstMakesNobodySlowWhoReads() {
        Rounds large = new Rounds(20_000);
        large.subscribe(request(SlowSubscriber.DROP_OLDEST, 10, "a"), connection);
        large.walk();
        large.publish("a", 1, 15_000);
        large.walk();

        assertThat(connection.data("n")).hasSize(15_000);
        assertThat(connection.data("gap")).isEmpty();
    }

    @Test
    void longReplayIsNotSlow() {
        for (int i = 0; i < 900; i++) {
            rounds.publish(Event.of("a", "n", "x".repeat(200)));
        }
        rounds.subscribe(
                request(SlowSubscriber.DROP_OLDEST, 10, "a").withStart(new Start.After(rounds.log.id(0))), connection);
        connection.stall();
        rounds.walk();
        rounds.publish("a", 901, 950);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(connection.data("n")).hasSize(950);
        assertThat(connection.data("gap")).isEmpty();
    }

    @Test
    void evictionAndOverflowAreOneGap() {
        stalled(SlowSubscriber.DROP_OLDEST, 3, "a");
        rounds.publish("a", 1, 2000);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(connection.data("gap")).hasSize(1);
        assertThat(numbers(connection)).endsWith(numbers(1998, 2000));
    }

    @Test
    @DisplayName("C14 DISCONNECT ends whoever is behind its budget, also while it does not read")
    void disconnectsWhoIsBehind() {
        stalled(SlowSubscriber.DISCONNECT, 3, "a");
        rounds.publish("a", 1, 10);
        rounds.walk();
        assertThat(connection.end()).isNull();
        rounds.advance(Duration.ofSeconds(15));

        assertThat(rounds.happened).contains("ended c1 TOO_SLOW");
    }

    @Test
    void disconnectsNobodyWithinTheBudget() {
        stalled(SlowSubscriber.DISCONNECT, 3, "a");
        rounds.publish("a", 1, 3);
        rounds.walk();
        rounds.advance(Duration.ofSeconds(15));
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("0,1,2,3");
    }

    @Test
    void writesNoMoreThanTheBudgetAndOneEvent() {
        StreamOptions options = StreamOptions.canonical().withBudget(new Budget(2048, 1000));
        rounds.subscribe(SubscribeRequest.of("anna", "a").withOptions(options), connection);
        rounds.walk();
        connection.clear();
        for (int i = 0; i < 50; i++) {
            rounds.publish(Event.of("a", "n", "x".repeat(500)));
        }
        rounds.walk();

        assertThat(connection.data("n")).hasSize(50);
        assertThat(connection.writes()).isBetween(10, 17);
    }

    /** A subscriber in whose way a write with the event 0 stands. */
    private Subscriber stalled(SlowSubscriber policy, int lag, String topic) {
        Subscriber subscriber = rounds.subscribe(request(policy, lag, topic), connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 0);
        rounds.walk();
        return subscriber;
    }

    private static SubscribeRequest request(SlowSubscriber policy, int lag, String topic) {
        return SubscribeRequest.of("anna", topic)
                .withOptions(
                        StreamOptions.canonical().withSlowSubscriber(policy).withBudget(new Budget(64 << 10, lag)));
    }

    private void publish(String key, int number) {
        rounds.publish(Event.of("a", "n", number).withKey(key));
    }
}
