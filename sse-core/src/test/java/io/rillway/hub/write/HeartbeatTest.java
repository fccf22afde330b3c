// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");
    private static final StreamOptions HOMELAB = StreamOptions.canonical()
            .withGreeting(new Greeting.Comment("ok"))
            .withRetry(Duration.ofSeconds(5))
            .withHeartbeat(Heartbeat.comment(" heartbeat", Duration.ofSeconds(30)));

    private final Rounds rounds = new Rounds(100);
    private final FakeConnection connection = new FakeConnection();

    @Test
    void canonicalStreamOpensWithRetryAndConnected() {
        rounds.publish("a", 1, 2);
        rounds.subscribe(ALL, connection);
        rounds.walk();

        assertThat(connection.text())
                .isEqualTo("retry: 1000\n\nid: " + rounds.log.id(2)
                        + "\nevent: connected\ndata: {\"connection_id\":\"c1\",\"heartbeat\":15,\"resume\":\"fresh\","
                        + "\"slow_subscriber\":\"resume_from_log\"}\n\n");
    }

    @Test
    @DisplayName("S1-07 the home-lab stream opens with :ok, retry and the cursor")
    void homelabStreamOpensWithACommentRetryAndTheCursor() {
        rounds.subscribe(ALL.withOptions(HOMELAB), connection);
        rounds.walk();

        assertThat(connection.text()).isEqualTo(":ok\n\nretry: 5000\n\nid: " + rounds.log.id(0) + "\n\n");
    }

    @Test
    void streamWithoutGreetingOpensWithRetryAndTheCursor() {
        rounds.subscribe(ALL.withOptions(HOMELAB.withGreeting(new Greeting.None())), connection);
        rounds.walk();

        assertThat(connection.text()).isEqualTo("retry: 5000\n\nid: " + rounds.log.id(0) + "\n\n");
    }

    @Test
    @DisplayName("S1-03 a heartbeat comment every 30 s")
    void commentHeartbeatEveryInterval() {
        rounds.subscribe(ALL.withOptions(HOMELAB), connection);
        rounds.walk();
        connection.clear();

        rounds.advance(Duration.ofSeconds(29));
        assertThat(connection.text()).isEmpty();
        rounds.advance(Duration.ofSeconds(1));
        assertThat(connection.text()).isEqualTo(": heartbeat\n\n");
        rounds.advance(Duration.ofSeconds(30));
        assertThat(connection.text()).isEqualTo(": heartbeat\n\n: heartbeat\n\n");
    }

    @Test
    void commentIsFollowedByTheCursorIfItMoved() {
        rounds.subscribe(SubscribeRequest.of("anna", "quiet").withOptions(HOMELAB), connection);
        rounds.walk();
        rounds.publish("noise", 1, 5);
        rounds.walk();
        connection.clear();

        rounds.advance(Duration.ofSeconds(30));
        assertThat(connection.text()).isEqualTo(": heartbeat\n\nid: " + rounds.log.id(5) + "\n\n");
        rounds.advance(Duration.ofSeconds(30));
        assertThat(connection.text()).endsWith(": heartbeat\n\n");
    }

    @Test
    @DisplayName("C7 an event heartbeat every 15 s carries the cursor")
    void eventHeartbeatCarriesTheCursor() {
        rounds.subscribe(SubscribeRequest.of("anna", "quiet"), connection);
        rounds.walk();
        rounds.publish("noise", 1, 5);
        rounds.advance(Duration.ofSeconds(15));

        assertThat(connection.data("ping")).containsExactly("{\"timestamp\":\"2026-01-01T00:00:15Z\"}");
        assertThat(connection.lastEventId()).isEqualTo(rounds.log.id(5));
    }

    @Test
    void busySubscriberGetsNoHeartbeat() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();

        rounds.advance(Duration.ofSeconds(15));

        assertThat(connection.data("ping")).isEmpty();
        assertThat(connection.overlapping()).isZero();
    }

    @Test
    void peerThatReadsNothingIsDroppedAtTheDeadline() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();

        rounds.advance(Duration.ofSeconds(29));
        assertThat(connection.end()).isNull();
        rounds.advance(Duration.ofSeconds(1));

        assertThat(connection.end()).isEqualTo("aborted");
        assertThat(rounds.happened).contains("ended c1 WRITE_DEADLINE");
    }

    @Test
    void saysWhenItWantsToBeWalkedAgain() {
        assertThat(rounds.walk()).isEqualTo(Long.MAX_VALUE);
        rounds.subscribe(ALL, connection);

        assertThat(rounds.walk()).isEqualTo(Duration.ofSeconds(15).toNanos());
    }

    @Test
    @DisplayName("S1-05 draining says retry to each and completes it")
    void drainsWithARetry() {
        FakeConnection stalled = new FakeConnection();
        rounds.subscribe(ALL, connection);
        rounds.subscribe(ALL, stalled);
        rounds.walk();
        stalled.stall();
        rounds.publish("a", 1);
        rounds.walk();
        connection.clear();

        rounds.shard.drain(Duration.ofSeconds(5));
        rounds.walk();
        assertThat(connection.text()).matches("retry: (1\\d{3}|2000)\n\n");
        assertThat(connection.end()).isEqualTo("completed");
        assertThat(rounds.shard.isDrained()).isFalse();

        rounds.shard.abandon();
        assertThat(stalled.end()).isEqualTo("aborted");
        assertThat(rounds.shard.isDrained()).isTrue();
    }

    @Test
    void drainsAfterWhatWasPublishedBefore() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2);
        rounds.shard.drain(Duration.ofSeconds(5));
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(Rounds.numbers(connection)).isEqualTo("1,2");
        assertThat(connection.end()).isEqualTo("completed");
        assertThat(rounds.shard.isDrained()).isTrue();
    }
}
