// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where a stream begins: after an id, with the last events, at a time; and what it is told of what is lost. */
class BeginningTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final Rounds rounds = new Rounds(100);
    private final FakeConnection connection = new FakeConnection();

    @Test
    void resumesExactlyAfterAnId() {
        rounds.publish("a", 1, 10);
        rounds.subscribe(ALL.withStart(new Start.After(rounds.log.id(4))), connection);
        rounds.publish("a", 11, 12);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo(numbers(5, 12));
        assertThat(connection.data("connected").get(0)).contains("\"resume\":\"resumed\"");
        assertThat(connection.data("gap")).isEmpty();
    }

    @Test
    void idOfAnotherLogIsAGapAndThenAllThatIsKept() {
        rounds.publish("a", 1, 3);
        rounds.subscribe(ALL.withStart(new Start.After("0123456789abcdef-7")), connection);
        rounds.walk();

        assertThat(connection.data("gap"))
                .containsExactly(
                        "{\"reason\":\"foreign\",\"from\":\"0123456789abcdef-7\",\"to\":\"" + rounds.log.id(0) + "\"}");
        assertThat(numbers(connection)).isEqualTo("1,2,3");
    }

    @Test
    void unknownIdIsAGapAndThenWhatIsNew() {
        rounds.publish("a", 1, 3);
        rounds.subscribe(ALL.withStart(new Start.After("nonsense \u20ac")), connection);
        rounds.publish("a", 4);
        rounds.walk();

        assertThat(connection.data("gap"))
                .containsExactly("{\"reason\":\"unknown\",\"to\":\"" + rounds.log.id(3) + "\"}");
        assertThat(connection.data("connected").get(0)).contains("\"resume\":\"gap\"");
        assertThat(numbers(connection)).isEqualTo("4");
    }

    @Test
    void idAheadOfTheLogIsUnknown() {
        rounds.subscribe(ALL.withStart(new Start.After(rounds.log.id(99))), connection);
        rounds.walk();

        assertThat(connection.data("gap")).hasSize(1);
    }

    @Test
    void evictedIdIsAGap() {
        rounds.publish("a", 1, 150);
        rounds.subscribe(ALL.withStart(new Start.After(rounds.log.id(3))), connection);
        rounds.walk();

        assertThat(connection.data("gap"))
                .containsExactly("{\"reason\":\"evicted\",\"from\":\"" + rounds.log.id(3) + "\",\"to\":\""
                        + rounds.log.id(50) + "\"}");
        assertThat(numbers(connection)).isEqualTo(numbers(51, 150));
        assertThat(connection.messages().get(0).id())
                .as("the greeting must not hide the gap")
                .isEmpty();
    }

    @Test
    void startsWithTheLastMatchingEvents() {
        for (int number = 1; number <= 20; number++) {
            rounds.publish(number % 2 == 0 ? "even" : "odd", number);
        }
        rounds.subscribe(SubscribeRequest.of("anna", "even").withStart(new Start.Last(3)), connection);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("16,18,20");
    }

    @Test
    void startsWithAllIfFewerMatch() {
        rounds.publish("a", 1, 2);
        rounds.subscribe(ALL.withStart(new Start.Last(3)), connection);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,2");
    }

    @Test
    void startsSinceATime() {
        rounds.publish("a", 1);
        rounds.clock.advance(Duration.ofSeconds(1));
        rounds.publish("a", 2, 3);
        rounds.subscribe(ALL.withStart(new Start.Since(rounds.clock.instant())), connection);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("2,3");
        assertThat(connection.data("gap")).isEmpty();
    }

    @Test
    void largeBacklogComesInBoundedWrites() {
        Rounds large = new Rounds(10_000);
        for (int number = 1; number <= 5000; number++) {
            large.publish(Event.of("a", "n", "x".repeat(100)));
        }
        large.subscribe(ALL.withStart(new Start.After(large.log.id(0))), connection);
        large.walk();

        assertThat(connection.data("n")).hasSize(5000);
        assertThat(connection.writes()).isGreaterThan(8);
    }

    @Test
    void exactTopicsFindTheirOwnInALargeLog() {
        Rounds large = new Rounds(20_000);
        for (int number = 1; number <= 15_000; number++) {
            large.publish(number % 5000 == 0 ? "rare" : "chatty", number);
        }
        large.subscribe(SubscribeRequest.of("anna", "rare").withStart(new Start.After(large.log.id(0))), connection);
        large.walk();

        assertThat(numbers(connection)).isEqualTo("5000,10000,15000");
    }
}
