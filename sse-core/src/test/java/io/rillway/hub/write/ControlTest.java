// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.events.Exclusion;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.SystemEvents.ForceLogout;
import io.rillway.events.json.Envelope;
import io.rillway.events.json.EventCodec;
import io.rillway.events.wire.SseMessage;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ControlTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");
    private static final ForceLogout ORDER = new ForceLogout("password changed", "/login");

    private final Rounds rounds = new Rounds(100);
    private final FakeConnection connection = new FakeConnection();

    @Test
    @DisplayName("S5-05 force_logout overtakes everything, has no id, and ends the stream")
    void forceLogoutOvertakes() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.clear();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2, 5);
        rounds.walk();

        subscriber.logOut(ORDER);
        rounds.walk();
        assertThat(subscriber.isOpen()).isFalse();
        assertThat(connection.end()).isNull();
        connection.resume();
        rounds.walk();

        assertThat(connection.text()).endsWith("""
                data: 1

                event: force_logout
                data: {"reason":"password changed","redirect":"/login"}

                """);
        assertThat(connection.end()).isEqualTo("completed");
        assertThat(rounds.happened).contains("ended c1 LOGGED_OUT");
    }

    @Test
    void forceLogoutIsInTheEnvelopeAndWithoutARedirectIfThereIsNone() {
        StreamOptions options = StreamOptions.canonical().withEnvelope(Envelope.TYPED);
        Subscriber subscriber = rounds.subscribe(ALL.withOptions(options), connection);
        rounds.walk();
        subscriber.logOut(new ForceLogout("bye", null));
        rounds.walk();

        assertThat(connection.data("force_logout"))
                .containsExactly("{\"type\":\"force_logout\",\"data\":{\"reason\":\"bye\"}}");
    }

    @Test
    void forceLogoutOfOneWhoIsJustComing() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        subscriber.logOut(ORDER);
        rounds.walk();

        assertThat(connection.messages()).extracting(SseMessage::event).containsExactly("force_logout");
        assertThat(rounds.happened).containsExactly("opened c1", "ended c1 LOGGED_OUT");
    }

    @Test
    void forceLogoutOfAPeerThatLeavesMeanwhile() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        subscriber.logOut(ORDER);
        rounds.walk();
        subscriber.close(CloseReason.PEER_GONE);
        rounds.walk();

        assertThat(rounds.happened).contains("ended c1 LOGGED_OUT");
        assertThat(connection.end()).isEqualTo("aborted");
    }

    @Test
    void forceLogoutOfAPeerThatDoesNotReadEndsWithTheDeadline() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        subscriber.logOut(ORDER);
        rounds.advance(Duration.ofSeconds(15));
        rounds.advance(Duration.ofSeconds(15));
        rounds.advance(Duration.ofSeconds(15));

        assertThat(connection.end()).isEqualTo("aborted");
        assertThat(rounds.happened).anyMatch(what -> what.startsWith("ended c1"));
    }

    @Test
    void forceLogoutOnAConnectionThatFails() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.fail();
        subscriber.logOut(ORDER);
        rounds.walk();

        assertThat(rounds.happened).contains("ended c1 LOGGED_OUT");
        assertThat(connection.end()).isEqualTo("aborted");
    }

    @Test
    void secondOrderAndCloseChangeNothing() {
        Subscriber subscriber = rounds.subscribe(ALL, connection);
        rounds.walk();
        subscriber.logOut(ORDER);
        subscriber.logOut(new ForceLogout("again", null));
        subscriber.close(CloseReason.KICKED);
        rounds.walk();

        assertThat(connection.data("force_logout")).hasSize(1);
        assertThat(rounds.happened).containsExactly("opened c1", "ended c1 LOGGED_OUT");
    }

    @Test
    @DisplayName("live-only events reach whoever names their topic, have no id and are in no log")
    void liveOnlyEventsReachWhoNamesTheirTopic() {
        FakeConnection wild = new FakeConnection();
        FakeConnection narrowed = new FakeConnection();
        rounds.subscribe(SubscribeRequest.of("anna", "presence", "a"), connection);
        rounds.subscribe(ALL, wild);
        rounds.subscribe(ALL.withGrants(List.of(TopicSelector.of("presence"))), narrowed);
        rounds.walk();
        connection.clear();

        say(Event.of("presence", "p", 1));
        rounds.walk();

        assertThat(connection.text()).isEqualTo("event: p\ndata: 1\n\n");
        assertThat(wild.data("p")).isEmpty();
        assertThat(narrowed.data("p")).isEmpty();
        assertThat(rounds.log.last()).isZero();
    }

    @Test
    void liveOnlyEventsNeedTheGrant() {
        rounds.subscribe(
                SubscribeRequest.of("eve", "presence", "user/eve").withGrants(List.of(TopicSelector.of("user/**"))),
                connection);
        rounds.walk();
        say(Event.of("presence", "p", 1));
        rounds.walk();

        assertThat(connection.data("p")).isEmpty();
    }

    @Test
    void liveOnlyEventsHonourExclusionAndTimeToLive() {
        Subscriber subscriber = rounds.subscribe(SubscribeRequest.of("anna", "presence/**"), connection);
        rounds.walk();
        say(Event.of("presence/x", "p", 1).withExclude(new Exclusion.Connection(subscriber.id())));
        say(Event.of("presence/x", "p", 2).withTtl(Duration.ofSeconds(1)));
        say(Event.of("presence/x", "p", 3));
        rounds.advance(Duration.ofSeconds(2));

        assertThat(connection.data("p")).containsExactly("3");
    }

    @Test
    void liveOnlyEventsAreLostToWhoIsTooBusyAndCounted() {
        Subscriber subscriber = rounds.subscribe(SubscribeRequest.of("anna", "presence"), connection);
        connection.stall();
        rounds.walk();
        for (int i = 0; i < 10; i++) {
            say(Event.of("presence", "p", "x".repeat(20_000)));
        }
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(connection.data("p")).hasSize(3);
        assertThat(subscriber.snapshot().progress().dropped()).isEqualTo(7);
        assertThat(connection.overlapping()).isZero();
    }

    @Test
    void liveOnlyEventsDoNotDisturbTheOrderOfOthers() {
        rounds.subscribe(SubscribeRequest.of("anna", "presence", "a"), connection);
        rounds.walk();
        rounds.publish("a", 1);
        say(Event.of("presence", "p", 1));
        rounds.publish("a", 2);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,2");
        assertThat(connection.data("p")).hasSize(1);
        assertThat(connection.lastEventId()).isEqualTo(rounds.log.id(2));
    }

    @Test
    void tellsHowASubscriberStands() {
        Subscriber subscriber = rounds.subscribe(ALL.withStart(new Start.Live()), connection);
        Instant opened = rounds.clock.instant();
        rounds.publish(Event.of("a", "n", 0).withTtl(Duration.ofSeconds(1)));
        rounds.clock.advance(Duration.ofSeconds(2));
        rounds.publish("a", 1, 2);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 3);
        rounds.walk();
        rounds.publish("a", 4, 8);
        rounds.walk();

        assertThat(subscriber.snapshot().since()).isEqualTo(opened);
        assertThat(subscriber.snapshot().progress().lag()).isEqualTo(5);
        assertThat(subscriber.snapshot().progress().bytesInFlight()).isPositive();
        assertThat(subscriber.snapshot().progress().delivered()).isEqualTo(3);
        assertThat(subscriber.snapshot().progress().expired()).isEqualTo(1);
        connection.resume();
        rounds.walk();
        assertThat(subscriber.snapshot().progress().lag()).isZero();
        assertThat(subscriber.snapshot().progress().bytesInFlight()).isZero();
    }

    private void say(Event event) {
        byte[] payload = new EventCodec().encode(event.data());
        rounds.shard.say(new LiveEvent(event, rounds.clock.instant(), () -> payload));
    }
}
