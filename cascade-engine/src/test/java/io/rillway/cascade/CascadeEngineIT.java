// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.probe.ProbeResult;
import io.rillway.cascade.testing.RecordingSink;
import io.rillway.events.catalog.StatusEvents.StatusChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine over real processes. */
@EnabledOnOs(OS.LINUX)
class CascadeEngineIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private EngineOptions options() {
        return EngineOptions.defaults().withFolder(folder);
    }

    private static Resource.Builder shell(String id, String script) {
        return Resource.named(id).connector(ProcessConnector.of("/bin/sh", "-c", script));
    }

    private static ResourceGraph graph(Resource.Builder... resources) {
        return ResourceGraph.of(
                List.of(resources).stream().map(Resource.Builder::build).toList());
    }

    @Test
    @DisplayName("S1-31 S1-34 starts and stops real processes in order, a job among them")
    void startsAndStopsProcesses() throws Exception {
        ResourceGraph graph = graph(
                shell("db", "exec sleep 600"),
                shell("migrate", "exit 0").dependsOn("db"),
                shell("web", "exec sleep 600")
                        .dependsOn("db")
                        .dependsOn(Dependency.on("migrate").when(Condition.COMPLETED)));
        try (CascadeEngine engine = CascadeEngine.open(graph, options())) {
            assertThat(engine.start("web").await(SOON)).isEqualTo(new CascadeOutcome.Completed());
            assertThat(engine.statuses())
                    .containsEntry("db", ResourceStatus.ONLINE)
                    .containsEntry("migrate", ResourceStatus.OFFLINE)
                    .containsEntry("web", ResourceStatus.ONLINE);

            assertThat(engine.stop("web").await(SOON)).isEqualTo(new CascadeOutcome.Completed());
            assertThat(engine.statuses()).containsEntry("db", ResourceStatus.OFFLINE);
        }
    }

    @Test
    @DisplayName("S1-32 a process that ends at once fails with its exit code and last output")
    void seesAProcessExit() throws Exception {
        ResourceGraph graph = graph(shell("web", "echo no such port; exit 3")
                .name("Web")
                .probe(timeout -> ProbeResult.unhealthy("connection refused")));
        try (CascadeEngine engine = CascadeEngine.open(graph, options())) {
            CascadeOutcome outcome = engine.start("web").await(SOON);

            assertThat(outcome).isInstanceOfSatisfying(CascadeOutcome.Failed.class, failed -> {
                assertThat(failed.error().code()).isEqualTo(CascadeError.PROCESS_EXITED);
                assertThat(failed.error().message())
                        .isEqualTo("Web: it ended with exit code 3 before it was online; last output: no such port");
                assertThat(failed.error().lastOutput()).containsExactly("no such port");
            });
        }
    }

    @Test
    @DisplayName("S1-14 the death of a process is told at once")
    void tellsADeath() throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        RecordingSink sink = new RecordingSink();
        sink.onEvent(event -> {
            if (event.data() instanceof StatusChange change && change.status().equals("error")) {
                died.countDown();
            }
        });
        ResourceGraph graph = graph(shell("web", "sleep 1; exit 9"));
        try (CascadeEngine engine = CascadeEngine.open(graph, options().publishTo(sink))) {
            engine.start("web").await(SOON);

            assertThat(died.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void killsChildrenThatDoNotStopInTime() throws Exception {
        ResourceGraph graph =
                graph(shell("stubborn", "trap '' TERM; while :; do sleep 1; done"), shell("meek", "exec sleep 600"));
        try (CascadeEngine engine = CascadeEngine.open(graph, options())) {
            engine.start("stubborn").await(SOON);
            engine.start("meek").await(SOON);

            assertThat(engine.stopChildren(Duration.ofSeconds(2))).containsExactly("meek");
        }
        try (CascadeEngine later = CascadeEngine.open(graph, options())) {
            assertThat(later.stopChildren(Duration.ofSeconds(2))).isEmpty();
        }
    }
}
