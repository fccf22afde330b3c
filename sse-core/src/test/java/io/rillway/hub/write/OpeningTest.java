// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.TopicSelector;
import io.rillway.events.wire.SseMessage;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpeningTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final Rounds rounds = new Rounds(10);
    private final FakeConnection connection = new FakeConnection();

    @Test
    @DisplayName("a stream begins with how things stand, without ids, and then what is new")
    void beginsWithHowThingsStand() {
        rounds.publish("resource/nas", 1, 3);
        stands(3, "resource/nas");
        rounds.subscribe(ALL, connection);
        rounds.publish("resource/nas", 4);
        rounds.walk();

        assertThat(connection.messages()).extracting(SseMessage::event).containsExactly("connected", "state", "n");
        assertThat(connection.text()).contains("\n\nevent: state\ndata: \"resource/nas\"\n\n");
        assertThat(numbers(connection)).isEqualTo("4");
    }

    @Test
    void goesBackToWhatTheStateDoesNotKnowYetAndNoFurther() {
        rounds.publish("resource/nas", 1);
        rounds.publish("logs", 2, 3);
        rounds.publish("resource/nas", 4);
        rounds.publish("logs", 5);
        stands(1, "resource/nas");
        rounds.subscribe(ALL, connection);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("4,5");
        assertThat(connection.messages().get(0).id()).isEqualTo(rounds.log.id(3));
    }

    @Test
    void oldStateDoesNotBringBackWhatOthersPublished() {
        rounds.publish("resource/nas", 1);
        rounds.publish("logs", 2, 9);
        stands(1, "resource/nas");
        rounds.subscribe(ALL, connection);
        rounds.walk();

        assertThat(connection.data("state")).hasSize(1);
        assertThat(numbers(connection)).isEmpty();
    }

    @Test
    void resumeWithoutAGapIsToldNothingOfIt() {
        rounds.publish("resource/nas", 1, 3);
        stands(3, "resource/nas");
        rounds.subscribe(ALL.withStart(new Start.After(rounds.log.id(2))), connection);
        rounds.walk();

        assertThat(connection.data("state")).isEmpty();
        assertThat(numbers(connection)).isEqualTo("3");
    }

    @Test
    void resumeWithAGapIsToldBehindTheGap() {
        rounds.publish("resource/nas", 1, 20);
        stands(20, "resource/nas");
        rounds.subscribe(ALL.withStart(new Start.After(rounds.log.id(2))), connection);
        rounds.walk();

        assertThat(connection.messages()).extracting(SseMessage::event).startsWith("connected", "gap", "state", "n");
        assertThat(numbers(connection)).isEqualTo(numbers(11, 20));
    }

    @Test
    void tellsOnlyWhatTheStreamMaySeeEachOnce() {
        stands(0, "resource/nas", "resource/web", "secret");
        SubscribeRequest request = SubscribeRequest.of("eve", "resource/*", "*/nas", "secret")
                .withGrants(List.of(TopicSelector.of("resource/**")));
        rounds.subscribe(request, connection);
        rounds.subscribe(request.withFilter(new EventFilter(Set.of("n"), Map.of())), new FakeConnection());
        rounds.walk();

        assertThat(connection.data("state")).containsExactlyInAnyOrder("\"resource/nas\"", "\"resource/web\"");
    }

    private void stands(long asOf, String... topics) {
        List<Event> state = List.of(topics).stream()
                .map(topic -> Event.of(topic, "state", topic))
                .toList();
        rounds.snapshots = selector -> new Snapshot(
                state.stream()
                        .filter(event -> selector.matches(event.topics().get(0)))
                        .toList(),
                asOf == 0 ? "" : rounds.log.id(asOf));
    }
}
