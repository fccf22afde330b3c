// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.EventType;
import io.rillway.events.catalog.CascadeEvents.Complete;
import io.rillway.events.catalog.CascadeEvents.CurrentDependency;
import io.rillway.events.catalog.CascadeEvents.ErrorDetail;
import io.rillway.events.catalog.CascadeEvents.Failure;
import io.rillway.events.catalog.CascadeEvents.Progress;
import io.rillway.events.catalog.StatusEvents.Kind;
import io.rillway.events.catalog.StatusEvents.StatusChange;
import io.rillway.events.json.EventCodec;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HomelabEventTest {

    private final EventCodec codec = new EventCodec();

    @Test
    @DisplayName("S1-11 cascade-progress")
    void progress() {
        goesRound(
                CascadeEvents.PROGRESS,
                new Progress("c1", "web", 2, 5, 1, new CurrentDependency("db", "Database", "starting")),
                "{\"cascadeId\":\"c1\",\"resourceId\":\"web\",\"step\":2,\"totalSteps\":5,\"completedSteps\":1,"
                        + "\"currentDependency\":{\"id\":\"db\",\"name\":\"Database\",\"status\":\"starting\"}}");
        assertThat(CascadeEvents.PROGRESS.name()).isEqualTo("cascade-progress");
    }

    @Test
    @DisplayName("S1-12 cascade-complete")
    void complete() {
        goesRound(
                CascadeEvents.COMPLETE,
                new Complete("c1", "web", true),
                "{\"cascadeId\":\"c1\",\"resourceId\":\"web\",\"success\":true}");
        assertThat(CascadeEvents.COMPLETE.name()).isEqualTo("cascade-complete");
    }

    @Test
    @DisplayName("S1-13 cascade-error")
    void error() {
        goesRound(
                CascadeEvents.ERROR,
                new Failure("c1", "web", 3, new ErrorDetail("VM_START_FAILED", "no", null)),
                "{\"cascadeId\":\"c1\",\"resourceId\":\"web\",\"failedStep\":3,"
                        + "\"error\":{\"code\":\"VM_START_FAILED\",\"message\":\"no\"}}");
        assertThat(CascadeEvents.ERROR.name()).isEqualTo("cascade-error");
    }

    @Test
    @DisplayName("S1-14 status-change")
    void statusChange() {
        goesRound(
                StatusEvents.STATUS_CHANGE,
                new StatusChange("nas", Kind.MACHINE, "online", Instant.parse("2026-11-21T12:00:00.5Z")),
                "{\"resourceId\":\"nas\",\"resourceType\":\"machine\",\"status\":\"online\","
                        + "\"timestamp\":\"2026-11-21T12:00:00.500Z\"}");
        assertThat(StatusEvents.STATUS_CHANGE.name()).isEqualTo("status-change");
    }

    @Test
    @DisplayName("S1-15 the four events are one sealed union")
    void union() {
        assertThat(HomelabEvent.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(Progress.class, Complete.class, Failure.class, StatusChange.class);
    }

    private <T> void goesRound(EventType<T> type, T payload, String json) {
        assertThat(new String(codec.encode(payload), UTF_8)).isEqualTo(json);
        assertThat(codec.decode(type, json)).isEqualTo(payload);
    }
}
