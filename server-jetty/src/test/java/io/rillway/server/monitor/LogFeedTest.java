// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.HubLimits;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import io.rillway.testing.LiveThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogFeedTest {

    private static final SubscribeRequest LOGS = SubscribeRequest.of("anna", "logs");

    private final LogRing ring = new LogRing(500, Duration.ofDays(100_000), InstantSource.system());
    private final EventHub hub =
            EventHub.open(HubOptions.defaults().withLimits(HubLimits.defaults().withEventBytes(2000)));
    private final LogFeed feed = LogFeed.open(ring, hub);
    private final FakeConnection connection = new FakeConnection();

    @AfterEach
    void close() {
        feed.close();
        feed.close();
        hub.close();
        assertThat(LiveThreads.named("rillway-log-feed"::equals))
                .as("S2-08 G9 no thread is left")
                .isEmpty();
    }

    private static LogLine line(Level level, String message) {
        return new LogLine(Instant.EPOCH, level, message, null);
    }

    /** What cannot be written as JSON. */
    record Evil(String text) {

        @Override
        public String text() {
            throw new IllegalStateException("cannot be written");
        }
    }

    @Test
    @DisplayName("S2-01 S2-02 each line is an event log with ts, level, message and context")
    void tellsEachLine() {
        hub.subscribe(LOGS, connection);
        ring.log(line(Level.WARN, "late"));

        await().until(() -> !connection.data("log").isEmpty());
        assertThat(connection.data("log"))
                .containsExactly(
                        "{\"ts\":\"1970-01-01T00:00:00Z\",\"level\":\"warn\",\"message\":\"late\",\"context\":null}");
    }

    @Test
    @DisplayName("S2-11 a stream may be narrowed to levels")
    void canBeFilteredByLevel() {
        EventFilter filter = new EventFilter(Set.of(), Map.of(LogFeed.LEVEL, Set.of("error", "warn")));
        hub.subscribe(LOGS.withFilter(filter), connection);
        ring.log(line(Level.INFO, "a"));
        ring.log(line(Level.WARN, "b"));
        ring.log(line(Level.ERROR, "c"));

        await().until(() -> connection.data("log").size() == 2);
        assertThat(connection.data("log")).noneMatch(data -> data.contains("\"a\""));
    }

    @Test
    @DisplayName("S2-04 a line that cannot be told is an error on the streams of the log, which end; others go on")
    void failsTheStreamsOfTheLog() {
        FakeConnection other = new FakeConnection();
        hub.subscribe(LOGS, connection);
        hub.subscribe(SubscribeRequest.of("anna", "**"), other);
        Entity context = Entity.of(Map.of("evil", new Evil("x")));
        ring.log(new LogLine(Instant.EPOCH, Level.INFO, "evil", context));

        await().until(() -> connection.end() != null);
        assertThat(connection.data("error"))
                .containsExactly("{\"message\":\"a line of the log could not be told: MalformedEventException\"}");
        ring.log(line(Level.INFO, "after"));
        await().until(() -> !other.data("log").isEmpty());
        assertThat(other.data("error")).isEmpty();
        assertThat(other.end()).isNull();
    }

    @Test
    void tellsInShortWhatIsTooLong() {
        hub.subscribe(LOGS, connection);
        ring.log(line(Level.INFO, "x".repeat(5000)));

        await().until(() -> !connection.data("log").isEmpty());
        assertThat(connection.data("log"))
                .singleElement()
                .asString()
                .hasSizeLessThan(700)
                .endsWith("xxx...\",\"context\":{\"shortened\":true}}");
    }

    @Test
    @DisplayName("S2-04 a hub that takes nothing more is no trouble for whoever logs")
    void outlivesTheHub() {
        hub.close();
        ring.log(line(Level.INFO, "a"));
        ring.log(line(Level.INFO, "b"));

        assertThat(ring.failures()).isZero();
        assertThat(ring.lastLogs()).hasSize(2);
    }
}
