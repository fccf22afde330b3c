// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.connector.CommandConnector;
import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.TimeLimits;
import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.cascade.probe.ProbeResult;
import io.rillway.cascade.system.Pace;
import io.rillway.cascade.testing.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users of tools that start and stop services report, of processes and probes. */
@Timeout(180)
class ReportedFailuresIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path root;

    private CascadeEngine engine;

    private void open(Resource.Builder... resources) {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        for (Resource.Builder resource : resources) {
            graph.resource(resource.build());
        }
        engine = CascadeEngine.open(
                graph.build(),
                EngineOptions.defaults().withFolder(root.resolve("run")).withTimes(LONG, Duration.ofMillis(100)));
    }

    @AfterEach
    void close() {
        engine.stopChildren(LONG);
        engine.close();
    }

    private ProcessConnector shell(String script) {
        return ProcessConnector.of("sh", "-c", script).workdir(root).stopTimeout(Duration.ofMillis(500));
    }

    private CascadeOutcome start(String id) throws Exception {
        return engine.start(id).await(LONG);
    }

    private CascadeOutcome stop(String id) throws Exception {
        return engine.stop(id).await(LONG);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        assertThat(Pace.await(condition, LONG)).isTrue();
    }

    private long pid(String file) throws InterruptedException {
        await(() -> !text(file).isBlank());
        return Long.parseLong(text(file).strip());
    }

    private String text(String file) {
        try {
            return Files.exists(root.resolve(file)) ? Files.readString(root.resolve(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGone(long pid) {
        return !Files.exists(Path.of("/proc", Long.toString(pid)));
    }

    private static void assertFailed(CascadeOutcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        CascadeOutcome.Failed.class,
                        failed -> assertThat(failed.error().code()).isEqualTo(code));
    }

    @Test
    @DisplayName("grandchildren that survive: a stop ends the whole tree, whoever left its session or its parent")
    void grandchildrenThatSurvive() throws Exception {
        open(
                Resource.named("db")
                        .connector(
                                shell(
                                        "setsid sh -c 'echo $$ > far; exec sleep 300' &"
                                                + " (sh -c 'trap \"\" TERM HUP; echo $$ > deaf; while :; do sleep 0.1; done' &) ; exec sleep 300")));
        assertThat(start("db")).isInstanceOf(CascadeOutcome.Completed.class);
        long far = pid("far");
        long deaf = pid("deaf");

        assertThat(stop("db")).isInstanceOf(CascadeOutcome.Completed.class);

        await(() -> isGone(far) && isGone(deaf));
    }

    @Test
    @DisplayName(
            "grandchildren that survive: what a crashed process leaves is killed, and holds no port for its successor")
    void grandchildrenThatSurviveACrash() throws Exception {
        open(Resource.named("db").connector(shell("sh -c 'echo $$ > left; exec sleep 300' & echo $$ > leader; wait")));
        assertThat(start("db")).isInstanceOf(CascadeOutcome.Completed.class);
        long left = pid("left");

        ProcessHandle.of(pid("leader")).orElseThrow().destroyForcibly();

        await(() -> isGone(left));
        assertThat(engine.statuses()).containsEntry("db", ResourceStatus.ERROR);
    }

    @Test
    @DisplayName("a stop that hangs: a process that ignores its signal is killed when its time is over")
    void aStopThatHangs() throws Exception {
        open(Resource.named("db")
                .connector(shell("trap '' TERM INT HUP; echo $$ > leader; while :; do sleep 0.1; done")));
        assertThat(start("db")).isInstanceOf(CascadeOutcome.Completed.class);
        long leader = pid("leader");

        assertThat(stop("db")).isInstanceOf(CascadeOutcome.Completed.class);

        await(() -> isGone(leader));
    }

    @Test
    @DisplayName("a stop that hangs: a stop command that never ends fails its step, and is itself killed")
    void aStopCommandThatHangs() throws Exception {
        open(Resource.named("vm")
                .connector(CommandConnector.empty()
                        .stop("sh", "-c", "echo $$ > stopping; exec sleep 300")
                        .status("true")
                        .workdir(root)
                        .timeout(Duration.ofSeconds(2))));
        await(() -> engine.statuses().get("vm") == ResourceStatus.ONLINE);

        assertFailed(stop("vm"), "TIMEOUT");

        long stopping = pid("stopping");
        await(() -> isGone(stopping));
    }

    @Test
    @DisplayName("a timeout that is not applied to the probe itself: a server that accepts and says nothing")
    void aTimeoutThatIsNotAppliedToTheProbeItself() throws Exception {
        try (ScriptedServer silent = new ScriptedServer(
                connection -> assertThat(connection.pause(170_000)).isTrue())) {
            open(
                    Resource.named("silent")
                            .connector(shell("exec sleep 300"))
                            .probe(
                                    Probe.http(silent.url("/health")),
                                    ProbeOptions.defaults().withTimes(Duration.ofMillis(100), Duration.ofHours(1)))
                            .limits(new TimeLimits(Optional.of(Duration.ofSeconds(2)), Optional.empty())),
                    Resource.named("web").connector(shell("exec sleep 300")));
            Cascade hangs = engine.start("silent");

            assertThat(start("web")).isInstanceOf(CascadeOutcome.Completed.class);

            assertFailed(hangs.await(LONG), "TIMEOUT");
        }
    }

    @Test
    @DisplayName("waiting for ever on a dead dependency: its end is seen at once, not when the time is over")
    void waitingForEverOnADeadDependency() throws Exception {
        open(
                Resource.named("db")
                        .connector(shell("echo no space left; exit 3"))
                        .probe(timeout -> ProbeResult.unhealthy("connection refused"))
                        .limits(new TimeLimits(Optional.of(Duration.ofHours(1)), Optional.empty())),
                Resource.named("web").connector(shell("exec sleep 300")).dependsOn("db"));

        CascadeOutcome outcome = start("web");

        assertFailed(outcome, "PROCESS_EXITED");
        CascadeOutcome.Failed failed = (CascadeOutcome.Failed) outcome;
        assertThat(failed.error().lastOutput()).containsExactly("no space left");
        assertThat(failed.error().resourceId()).contains("db");
        assertThat(engine.statuses().get("web")).isNotEqualTo(ResourceStatus.ONLINE);
    }
}
