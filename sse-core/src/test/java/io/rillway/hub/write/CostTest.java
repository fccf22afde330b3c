// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What things cost, counted in bytes that are made on the way, which no busy machine changes. */
class CostTest {

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Rounds rounds = new Rounds(1000);

    @Test
    @DisplayName("G4 a connect storm costs the same for each, however many there are")
    void connectingIsNotQuadratic() {
        rounds.publish("a", 1, 100);
        connect(1000);
        long few = cost(() -> connect(1000)) / 1000;
        connect(10_000);
        long many = cost(() -> connect(1000)) / 1000;

        assertThat(many).isLessThan(few * 5 / 4);
        assertThat(many).as("bytes for each stream, with its connection").isLessThan(12_000);
    }

    @Test
    @DisplayName("publishing to one of 100 000 subscribers touches one")
    void publishingToOneTouchesOne() {
        List<FakeConnection> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            FakeConnection connection = new FakeConnection();
            all.add(connection);
            rounds.subscribe(request("user/" + i), connection);
        }
        rounds.walk();
        all.forEach(FakeConnection::clear);
        rounds.publish("user/5", 0);
        rounds.walk();
        all.forEach(FakeConnection::clear);

        long cost = cost(() -> {
            rounds.publish("user/77", 1);
            rounds.walk();
        });

        assertThat(all.stream().filter(connection -> connection.writes() > 0)).containsExactly(all.get(77));
        assertThat(cost).as("bytes made").isLessThan(16_000);
    }

    @Test
    void deliveringMakesNothingWorthNaming() {
        connect(1000);
        for (int i = 0; i < 50; i++) {
            rounds.publish("a", i);
            rounds.walk();
        }
        long cost = cost(() -> {
            for (int i = 0; i < 20; i++) {
                rounds.publish("a", i);
                rounds.walk();
            }
        });

        // A view of the shared bytes and the array that holds it are handed to each transport; the test's keeps the
        // bytes.
        assertThat(cost / 20 / 1000).as("bytes for each delivery").isLessThan(600);
    }

    private void connect(int count) {
        for (int i = 0; i < count; i++) {
            rounds.subscribe(request("a"), new FakeConnection());
        }
        rounds.walk();
    }

    private static SubscribeRequest request(String topic) {
        return new SubscribeRequest(
                "anna",
                List.of(TopicSelector.of(topic)),
                List.of(TopicSelector.of("user/**"), TopicSelector.of("a")),
                EventFilter.NONE,
                new Start.Live(),
                StreamOptions.canonical(),
                Map.of(),
                "192.0.2.1");
    }

    private static long cost(Runnable work) {
        long before = THREAD.getCurrentThreadAllocatedBytes();
        work.run();
        return THREAD.getCurrentThreadAllocatedBytes() - before;
    }
}
