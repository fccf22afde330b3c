// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final Rounds rounds = new Rounds(100);
    private final FakeConnection connection = new FakeConnection();
    private final FakeConnection other = new FakeConnection();

    @Test
    @DisplayName("S1-06 a connection that throws on whatever is asked of it ends alone")
    void throwingConnectionEndsAlone() {
        rounds.subscribe(ALL, connection);
        rounds.subscribe(ALL, other);
        rounds.walk();
        connection.throwAlways();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2);
        rounds.walk();

        assertThat(numbers(other)).isEqualTo("1,2");
        assertThat(rounds.happened).contains("ended c1 PEER_GONE").doesNotContain("ended c2 PEER_GONE");
    }

    @Test
    void throwingConnectionCanBeClosed() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.throwAlways();
        subscriber.close(CloseReason.KICKED);
        rounds.walk();

        assertThat(rounds.happened).contains("ended c1 KICKED");
        assertThat(rounds.shard.isDrained()).isFalse();
        rounds.shard.drain(Duration.ofSeconds(5));
        assertThat(rounds.shard.isDrained()).isTrue();
    }

    @Test
    @DisplayName("C1 a hole that opens between two looks at the log is told")
    void holeThatOpensWhileRoutingIsTold() {
        Rounds small = new Rounds(1);
        SubscribeRequest quiet = SubscribeRequest.of("anna", "quiet");
        small.subscribe(quiet, connection);
        small.walk();

        small.log.beforeRead(() -> {
            small.publish("quiet", 1);
            small.publish("noise", 2);
        });
        small.walk();

        assertThat(connection.data("gap"))
                .containsExactly("{\"reason\":\"evicted\",\"from\":\"" + small.log.id(0) + "\",\"to\":\""
                        + small.log.id(1) + "\"}");
    }

    @Test
    @DisplayName("C1 what is evicted while a gap is being told is in the same gap")
    void growingHoleIsOneGap() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2, 150);
        rounds.walk();
        connection.resume();
        rounds.log.beforeRead(() -> {});
        rounds.log.beforeRead(() -> rounds.publish("a", 151, 300));
        rounds.log.beforeRead(() -> rounds.publish("a", 301, 330));
        rounds.walk();

        assertThat(connection.data("gap"))
                .containsExactly("{\"reason\":\"evicted\",\"from\":\"" + rounds.log.id(1) + "\",\"to\":\""
                        + rounds.log.id(230) + "\"}");
        assertThat(numbers(connection)).isEqualTo("1," + numbers(231, 330));
    }

    @Test
    void logThatCannotBeReadEndsTheStreamThatNeedsIt() {
        rounds.publish("a", 1);
        rounds.subscribe(ALL, other);
        rounds.walk();
        rounds.subscribe(ALL.withStart(new Start.After(rounds.log.id(0))), connection);
        rounds.log.beforeRead(() -> {});
        rounds.log.beforeRead(() -> {
            throw new IllegalStateException("a disk that fails");
        });
        rounds.walk();
        rounds.publish("a", 2);
        rounds.walk();

        assertThat(rounds.happened).contains("ended c2 FAILED");
        assertThat(numbers(other)).isEqualTo("2");
    }

    @Test
    void longestTimeToLiveIsFine() {
        rounds.subscribe(ALL, connection);
        rounds.publish(Event.of("a", "n", 1).withTtl(Duration.ofSeconds(Long.MAX_VALUE)));
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1");
    }

    @Test
    void completionThatComesTwiceIsOne() {
        rounds.subscribe(ALL, connection);
        Subscriber subscriber = rounds.subscribe(ALL, other);
        rounds.walk();
        subscriber.succeeded();
        subscriber.succeeded();
        rounds.publish("a", 1);
        rounds.walk();
        subscriber.failed(new IllegalStateException("late"));
        subscriber.succeeded();
        rounds.publish("a", 2);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,2");
        assertThat(rounds.happened).containsOnlyOnce("ended c2 PEER_GONE");
    }

    @Test
    void whoeverHasLeftIsKeptNowhere() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        subscriber.close(CloseReason.PEER_GONE);

        assertThat(rounds.walk()).as("no heartbeat is due any more").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("C7 an event heartbeat comes on a stream that always has something to carry")
    void eventHeartbeatComesOnABusyStream() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        for (int number = 1; number <= 30; number++) {
            rounds.publish("a", number);
            rounds.advance(Duration.ofSeconds(1));
        }

        assertThat(connection.data("ping")).hasSize(2);
        assertThat(connection.lastEventId()).isEqualTo(rounds.log.id(30));
    }

    @Test
    void eventHeartbeatFollowsTheWriteThatWasInItsWay() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.advance(Duration.ofSeconds(15));
        rounds.publish("a", 2);
        connection.resume();
        rounds.walk();

        assertThat(connection.messages()).extracting(message -> message.event()).endsWith("n", "n", "ping");
        assertThat(connection.lastEventId()).isEqualTo(rounds.log.id(2));
    }

    @Test
    void publishingToOneOfManyWritesToThatOne() {
        List<FakeConnection> all = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            all.add(new FakeConnection());
            rounds.subscribe(SubscribeRequest.of("p" + i, "user/" + i + "/**"), all.get(i));
        }
        rounds.walk();
        all.forEach(FakeConnection::clear);
        rounds.publish("user/77/inbox", 1);
        rounds.walk();

        assertThat(all.stream().filter(c -> c.writes() > 0)).containsExactly(all.get(77));
    }
}
