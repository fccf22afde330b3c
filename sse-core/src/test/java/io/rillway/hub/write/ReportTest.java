// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.hub.port.Budget;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final Rounds rounds = new Rounds(1000);
    private final FakeConnection connection = new FakeConnection();

    @Test
    void roundTellsWhatItDidInNumbers() {
        rounds.subscribe(ALL, connection);
        rounds.subscribe(ALL, new FakeConnection());
        rounds.walk();
        rounds.reports.clear();
        connection.clear();
        rounds.publish(Event.of("a", "n", 0).withTtl(Duration.ofSeconds(1)));
        rounds.clock.advance(Duration.ofSeconds(2));
        rounds.publish("a", 1, 3);
        rounds.walk();

        int bytes = 2 * Rounds.bytes(connection.text());
        assertThat(rounds.reports).containsExactly(new RoundReport(2, 6, bytes, 0, 0, 2));
    }

    @Test
    void roundThatDoesNothingTellsNothing() {
        rounds.subscribe(SubscribeRequest.of("anna", "quiet"), connection);
        rounds.walk();
        rounds.reports.clear();
        rounds.publish("noise", 1, 3);
        rounds.walk();

        assertThat(rounds.reports).isEmpty();
    }

    @Test
    void roundTellsWhatWasDropped() {
        StreamOptions options = StreamOptions.canonical()
                .withSlowSubscriber(SlowSubscriber.DROP_OLDEST)
                .withBudget(new Budget(64 << 10, 1));
        rounds.subscribe(ALL.withOptions(options), connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2, 10);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(rounds.reports.stream().mapToLong(RoundReport::dropped).sum())
                .isEqualTo(8);
    }

    @Test
    void someWritesAreTimedFromThePublicationOfTheirFirstEvent() {
        for (int i = 0; i < 70; i++) {
            rounds.subscribe(ALL, new FakeConnection());
        }
        rounds.walk();
        rounds.publish("a", 1);
        rounds.clock.advance(Duration.ofMillis(5));
        rounds.publish("a", 2);
        rounds.walk();

        assertThat(rounds.flushed).hasSize(10).containsOnly(Duration.ofMillis(5));
    }

    @Test
    void timedWriteThatWaitsIsTimedToItsEnd() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        for (int i = 0; i < 7; i++) {
            connection.stall();
            rounds.publish("a", i);
            rounds.walk();
            rounds.clock.advance(Duration.ofMillis(9));
            connection.resume();
            rounds.walk();
        }

        assertThat(rounds.flushed).containsExactly(Duration.ofMillis(9));
    }

    @Test
    void clockThatIsSetBackMakesNoNegativeTimes() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        for (int i = 0; i < 7; i++) {
            rounds.publish("a", i);
            rounds.clock.advance(Duration.ofMinutes(-1));
            rounds.walk();
        }

        assertThat(rounds.flushed).containsExactly(Duration.ZERO);
    }

    @Test
    void failedWriteIsNotTimed() {
        rounds.subscribe(ALL, connection);
        rounds.walk();
        rounds.publish("a", 1, 1);
        connection.fail();
        rounds.walk();

        assertThat(rounds.flushed).isEmpty();
    }
}
