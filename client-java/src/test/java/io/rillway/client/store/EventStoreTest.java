// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rillway.client.model.StreamEvent.Received;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventStoreTest {

    private final ManualClock clock = new ManualClock();
    private final EventStore store = new EventStore(100, clock, ResourceOf::event);

    private static Received event(String type, String data) {
        return new Received("", type, data);
    }

    private static List<String> types(List<StoredEvent> events) {
        return events.stream().map(stored -> stored.event().type()).toList();
    }

    @Test
    @DisplayName("S3-07 S3-11 keeps the last 100 events, and as many as it is told")
    void keepsTheLastEvents() {
        store.addAll(IntStream.range(0, 150).mapToObj(i -> event("e" + i, "{}")).toList());
        assertThat(store.all()).hasSize(100);
        assertThat(store.recent(2)).extracting(s -> s.event().type()).containsExactly("e148", "e149");
        assertThat(store.latest().orElseThrow().event().type()).isEqualTo("e149");

        store.resize(3);
        assertThat(types(store.all())).containsExactly("e147", "e148", "e149");
        store.clear();
        assertThat(store.latest()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.resize(0))
                .withMessage("capacity: 0 (expected: 1 or more)");
    }

    @Test
    @DisplayName("S3-11 finds events by type, by resource and by time, the latest of each resource, and counts")
    void findsEvents() {
        store.add(event("workload_status_update", "{\"workload_id\":\"w1\",\"project_id\":\"p1\",\"n\":1}"));
        clock.advance(Duration.ofSeconds(1));
        Instant second = clock.instant();
        store.add(event("workload_status_update", "{\"workload_id\":\"w1\",\"n\":2}"));
        store.add(event("status-change", "{\"type\":\"status-change\",\"data\":{\"resourceId\":\"nas\"}}"));
        store.add(event("log", "no JSON"));

        assertThat(store.byType("log")).hasSize(1);
        assertThat(store.byResource("w1")).hasSize(2);
        assertThat(store.byResource("nas")).hasSize(1);
        assertThat(store.filtered(EventFilter.ALL.about("w1").since(second))).hasSize(1);
        assertThat(store.latestByResource()).containsOnlyKeys("w1", "nas");
        assertThat(store.latestByResource().get("w1").event().data()).contains("\"n\":2");
        assertThat(store.counts()).containsEntry("workload_status_update", 2).containsEntry("log", 1);

        store.clearBefore(second);
        assertThat(store.all()).hasSize(3);
    }

    @Test
    @DisplayName("S3-06 heartbeats are not kept")
    void heartbeatsAreNoNews() {
        store.add(event("heartbeat", "{}"));
        store.add(event("ping", "{}"));
        assertThat(store.all()).isEmpty();
    }
}
