// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.json.Envelope;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShardTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final Rounds rounds = new Rounds(100);
    private final FakeConnection connection = new FakeConnection();

    @Test
    void writesAllThatWaitsInOneWrite() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.clear();

        rounds.publish("a", 1, 50);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo(numbers(1, 50));
        assertThat(connection.writes()).isEqualTo(1);
    }

    @Test
    @DisplayName("G6 what is published while a round is served goes into the writes that are still to come")
    void servesWhatIsPublishedMeanwhile() {
        List<FakeConnection> all =
                Stream.generate(FakeConnection::new).limit(100).toList();
        all.forEach(one -> rounds.subscribe(ALL, one));
        rounds.walk();
        all.forEach(FakeConnection::clear);

        all.get(0).beforeWrite(() -> rounds.publish("a", 2));
        all.get(50).beforeWrite(() -> rounds.publish("a", 3));
        rounds.publish("a", 1);
        rounds.walk();

        assertThat(all).extracting(Rounds::numbers).containsOnly("1,2,3");
        assertThat(all.get(0).writes()).isEqualTo(2);
        assertThat(all.get(40).writes()).isEqualTo(2);
        assertThat(all.get(99).writes()).isEqualTo(1);
    }

    @Test
    @DisplayName("S1-02 one id per event, the same for every subscriber")
    void givesEveryoneTheSameBytes() {
        FakeConnection other = new FakeConnection();
        rounds.subscribe(ALL, connection);
        rounds.subscribe(ALL, other);
        rounds.walk();
        connection.clear();
        other.clear();

        rounds.publish("a", 1, 3);
        rounds.walk();

        assertThat(connection.text()).isEqualTo(other.text());
        assertThat(connection.text()).startsWith("id: " + rounds.log.id(1) + "\nevent: n\ndata: 1\n\n");
    }

    @Test
    @DisplayName("G8 a subscriber that does not read costs no one else, and continues from the log")
    void stalledSubscriberContinuesFromTheLog() {
        FakeConnection other = new FakeConnection();
        rounds.subscribe(ALL, connection);
        rounds.subscribe(ALL, other);
        rounds.walk();
        connection.stall();
        for (int number = 1; number <= 60; number++) {
            rounds.publish("a", number);
            rounds.walk();
        }

        assertThat(numbers(other)).isEqualTo(numbers(1, 60));
        assertThat(numbers(connection)).isEqualTo("1");
        connection.resume();
        rounds.walk();
        assertThat(numbers(connection)).isEqualTo(numbers(1, 60));
        assertThat(connection.overlapping()).isZero();
    }

    @Test
    @DisplayName("C1 what was evicted meanwhile is one gap, before the next event")
    void evictionIsOneGap() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2, 150);
        rounds.walk();

        connection.resume();
        rounds.walk();

        assertThat(connection.data("gap"))
                .containsExactly("{\"reason\":\"evicted\",\"from\":\"" + rounds.log.id(1) + "\",\"to\":\""
                        + rounds.log.id(50) + "\"}");
        assertThat(numbers(connection)).isEqualTo("1," + numbers(51, 150));
        assertThat(rounds.happened).contains("gap c1 evicted");
    }

    @Test
    void disconnectsTheSlowWhereTheEndpointSaysSo() {
        StreamOptions options = StreamOptions.canonical().withSlowSubscriber(SlowSubscriber.DISCONNECT);
        rounds.subscribe(ALL.withOptions(options), connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2, 150);
        connection.resume();
        rounds.walk();

        assertThat(rounds.happened).contains("ended c1 TOO_SLOW");
        assertThat(connection.end()).isEqualTo("completed");
    }

    @Test
    void wrapsEventsAndControlEventsInTheEnvelope() {
        rounds.subscribe(ALL.withOptions(StreamOptions.canonical().withEnvelope(Envelope.TYPED)), connection);
        rounds.publish("a", 1);
        rounds.walk();

        assertThat(connection.data("connected").get(0)).startsWith("{\"type\":\"connected\",\"data\":{");
        assertThat(numbers(connection)).isEqualTo("{\"type\":\"n\",\"data\":1}");
    }

    @Test
    @DisplayName("S1-06 a subscriber whose write fails is ended, and others are served")
    void failedWriteEndsOneSubscriber() {
        FakeConnection other = new FakeConnection();
        connection.fail();
        rounds.subscribe(ALL, connection);
        rounds.subscribe(ALL, other);
        rounds.walk();
        rounds.publish("a", 1);
        rounds.walk();

        assertThat(rounds.happened).contains("ended c1 PEER_GONE");
        assertThat(connection.end()).isEqualTo("aborted");
        assertThat(numbers(other)).isEqualTo("1");
    }

    @Test
    void closesOnce() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        subscriber.close(CloseReason.KICKED);
        subscriber.close(CloseReason.PEER_GONE);
        rounds.walk();
        rounds.publish("a", 1);
        rounds.walk();

        assertThat(rounds.happened).containsExactly("opened c1", "ended c1 KICKED");
        assertThat(connection.end()).isEqualTo("completed");
        assertThat(numbers(connection)).isEmpty();
    }

    @Test
    void closedBeforeItWasOpened() {
        rounds.subscribe(ALL, connection).close(CloseReason.PEER_GONE);
        rounds.walk();

        assertThat(rounds.happened).containsExactly("opened c1", "ended c1 PEER_GONE");
    }

    @Test
    @DisplayName("G6 whoever comes, stalls and resumes at any moment gets all, in order, once")
    void randomInterleavingsLoseNothing() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Rounds world = new Rounds(1000);
            world.publish("a", 1, 5);
            FakeConnection peer = new FakeConnection();
            int start = random.nextInt(6);
            world.subscribe(ALL.withStart(new Start.After(world.log.id(start))), peer);
            for (int number = 6; number <= 60; number++) {
                world.publish("a", number);
                switch (random.nextInt(4)) {
                    case 0 -> world.shard.round(world.clock.nanoTime());
                    case 1 -> peer.stall();
                    case 2 -> peer.resume();
                    default -> {}
                }
            }
            peer.resume();
            world.walk();

            assertThat(numbers(peer)).as("seed %d", seed).isEqualTo(numbers(start + 1, 60));
            assertThat(peer.overlapping()).isZero();
        }
    }
}
