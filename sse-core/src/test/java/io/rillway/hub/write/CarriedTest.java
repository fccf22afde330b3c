// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.events.Exclusion;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a stream carries, of all that is published. */
class CarriedTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final Rounds rounds = new Rounds(100);
    private final FakeConnection connection = new FakeConnection();

    @Test
    void carriesWhatIsAskedForAndGrantedOnly() {
        SubscribeRequest request = SubscribeRequest.of("eve", "project/*", "user/**")
                .withGrants(List.of(TopicSelector.of("project/p1"), TopicSelector.of("user/eve/**")));
        rounds.subscribe(request, connection);
        rounds.walk();

        rounds.publish("project/p1", 1);
        rounds.publish("project/p2", 2);
        rounds.publish("user/eve/inbox", 3);
        rounds.publish("user/anna", 4);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,3");
    }

    @Test
    void grantsHoldInReplayToo() {
        rounds.publish("project/p1", 1);
        rounds.publish("project/p2", 2);
        rounds.subscribe(
                ALL.withGrants(List.of(TopicSelector.of("project/p2"))).withStart(new Start.After(rounds.log.id(0))),
                connection);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("2");
    }

    @Test
    void filtersByTypeAndAttribute() {
        EventFilter filter = new EventFilter(Set.of("n"), Map.of("project_id", Set.of("p1", "p2")));
        rounds.subscribe(ALL.withFilter(filter), connection);
        rounds.walk();

        rounds.publish(Event.of("a", "n", 1).withAttributes(Map.of("project_id", "p1")));
        rounds.publish(Event.of("a", "n", 2).withAttributes(Map.of("project_id", "p3")));
        rounds.publish(Event.of("a", "m", 3).withAttributes(Map.of("project_id", "p1")));
        rounds.publish("a", 4);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1");
        assertThat(connection.data("m")).isEmpty();
    }

    @Test
    void anEventWithSeveralTopicsComesOnce() {
        rounds.subscribe(SubscribeRequest.of("anna", "a", "b", "*"), connection);
        rounds.walk();
        rounds.publish(Event.of("a", "n", 1).withTopics("a", "b", "c"));
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1");
    }

    @Test
    @DisplayName("S5-16 the author of a change does not get it")
    void leavesOutWhoIsExcluded() {
        FakeConnection other = new FakeConnection();
        FakeConnection tab = new FakeConnection();
        rounds.subscribe(ALL, connection);
        rounds.subscribe(SubscribeRequest.of("eve", "**"), other);
        Subscriber third = rounds.subscribe(SubscribeRequest.of("eve", "**"), tab);
        rounds.walk();

        rounds.publish(Event.of("a", "n", 1).withExclude(new Exclusion.Principal("anna")));
        rounds.publish(Event.of("a", "n", 2).withExclude(new Exclusion.Connection(third.id())));
        rounds.publish("a", 3);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("2,3");
        assertThat(numbers(other)).isEqualTo("1,2,3");
        assertThat(numbers(tab)).isEqualTo("1,3");
    }

    @Test
    void expiredEventsAreNotDelivered() {
        rounds.publish(Event.of("a", "n", 1).withTtl(Duration.ofSeconds(1)));
        rounds.publish("a", 2);
        rounds.clock.advance(Duration.ofSeconds(2));
        rounds.subscribe(ALL.withStart(new Start.After(rounds.log.id(0))), connection);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("2");
        assertThat(connection.data("gap")).isEmpty();
    }
}
