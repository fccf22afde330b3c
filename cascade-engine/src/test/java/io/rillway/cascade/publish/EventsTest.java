// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.run.Ledger;
import io.rillway.cascade.testing.Bench;
import io.rillway.events.Event;
import io.rillway.events.catalog.StatusEvents;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a cascade tells, to the letter. */
class EventsTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final Bench bench = new Bench();

    private static String line(Event event) {
        return event.topics() + " " + event.type() + " " + JSON.writeValueAsString(event.data());
    }

    private List<String> told(Runnable act) {
        int before = bench.sink().events().size();
        act.run();
        return bench.sink().events().subList(before, bench.sink().events().size()).stream()
                .map(EventsTest::line)
                .toList();
    }

    @Test
    @DisplayName("S1-11 S1-12 S1-14 S1-16 a start tells progress, status and completion, and nothing of skipped steps")
    void tellsAStart() {
        bench.script("nas").up();
        bench.open(
                bench.resource("nas").kind(StatusEvents.Kind.MACHINE),
                bench.resource("vm").host("nas").name("The VM").kind(StatusEvents.Kind.MACHINE),
                bench.resource("app").host("vm"));

        List<String> told = told(() -> {
            bench.start("app");
            bench.advanceSeconds(1);
        });

        assertThat(told)
                .containsExactly(
                        "[cascade/c1] cascade-progress {\"cascadeId\":\"c1\",\"resourceId\":\"app\",\"step\":1,"
                                + "\"totalSteps\":2,\"completedSteps\":0,\"currentDependency\":"
                                + "{\"id\":\"vm\",\"name\":\"The VM\",\"status\":\"starting\"}}",
                        "[cascade/c1] cascade-progress {\"cascadeId\":\"c1\",\"resourceId\":\"app\",\"step\":1,"
                                + "\"totalSteps\":2,\"completedSteps\":1,\"currentDependency\":"
                                + "{\"id\":\"vm\",\"name\":\"The VM\",\"status\":\"online\"}}",
                        "[resource/vm] status-change {\"resourceId\":\"vm\",\"resourceType\":\"machine\","
                                + "\"status\":\"online\",\"timestamp\":\"2026-01-01T00:00:00Z\"}",
                        "[cascade/c1] cascade-progress {\"cascadeId\":\"c1\",\"resourceId\":\"app\",\"step\":2,"
                                + "\"totalSteps\":2,\"completedSteps\":1,\"currentDependency\":"
                                + "{\"id\":\"app\",\"name\":\"app\",\"status\":\"starting\"}}",
                        "[cascade/c1] cascade-progress {\"cascadeId\":\"c1\",\"resourceId\":\"app\",\"step\":2,"
                                + "\"totalSteps\":2,\"completedSteps\":2,\"currentDependency\":"
                                + "{\"id\":\"app\",\"name\":\"app\",\"status\":\"online\"}}",
                        "[resource/app] status-change {\"resourceId\":\"app\",\"resourceType\":\"resource\","
                                + "\"status\":\"online\",\"timestamp\":\"2026-01-01T00:00:00Z\"}",
                        "[cascade/c1] cascade-complete {\"cascadeId\":\"c1\",\"resourceId\":\"app\",\"success\":true}");
    }

    @Test
    @DisplayName("S1-16 a stop tells the same points, and a status at each stop")
    void tellsAStop() {
        bench.script("db").up();
        bench.script("web").up();
        bench.open(bench.resource("db"), bench.resource("web", "db"));

        List<String> told = told(() -> {
            bench.stop("web");
            bench.advanceSeconds(1);
        });

        assertThat(told.stream().map(line -> line.replaceAll("\\{.*\"status\":\"(\\w+)\".*", "$1")))
                .containsExactly(
                        "[cascade/c1] cascade-progress stopping",
                        "[cascade/c1] cascade-progress offline",
                        "[resource/web] status-change offline",
                        "[cascade/c1] cascade-progress stopping",
                        "[cascade/c1] cascade-progress offline",
                        "[resource/db] status-change offline",
                        "[cascade/c1] cascade-complete {\"cascadeId\":\"c1\",\"resourceId\":\"web\",\"success\":true}");
    }

    @Test
    @DisplayName("S1-13 S1-16 a failure is told once, with the step and the error")
    void tellsAFailure() {
        bench.script("vm").failsToStart("VM_START_FAILED");
        bench.open(bench.resource("vm").name("The VM"), bench.resource("app").host("vm"));

        List<String> told = told(() -> {
            bench.start("app");
            bench.advanceSeconds(60);
        });

        assertThat(told)
                .filteredOn(line -> line.contains("cascade-error"))
                .containsExactly("[cascade/c1] cascade-error {\"cascadeId\":\"c1\",\"resourceId\":\"app\","
                        + "\"failedStep\":1,\"error\":{\"code\":\"VM_START_FAILED\","
                        + "\"message\":\"The VM: refused\",\"resourceId\":\"vm\"}}");
        assertThat(told).noneMatch(line -> line.contains("cascade-complete"));
    }

    @Test
    void tellsAStatusOnlyWhenItHasChanged() {
        bench.script("db").up();
        bench.open(bench.resource("db"));

        assertThat(told(() -> bench.advanceSeconds(30))).isEmpty();
    }

    @Test
    void keysAreUnique() {
        bench.open(bench.resource("db"));
        bench.start("db");
        bench.advanceSeconds(1);

        assertThat(bench.sink().keys()).doesNotHaveDuplicates().anyMatch(key -> key.startsWith("c1:"));
    }

    @Test
    @DisplayName("S1-06 a sink that throws or fails breaks no cascade")
    void aBrokenSinkBreaksNothing() {
        bench.sink().breaks(true);
        bench.open(bench.resource("db"));

        Ledger cascade = bench.run(CascadeRequest.start("db"));
        bench.advanceSeconds(1);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }
}
