// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.connector.RestartPolicy;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.system.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children that crash under an engine. */
@Timeout(180)
class RestartIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path root;

    private CascadeEngine engine;

    private CascadeEngine open(RestartPolicy policy) {
        Resource db = Resource.named("db")
                .connector(ProcessConnector.of("sh", "-c", "echo $$ >> runs; exec sleep 300")
                        .workdir(root)
                        .restart(policy.withDelays(Duration.ofMillis(100), Duration.ofSeconds(1))))
                .build();
        engine = CascadeEngine.open(
                ResourceGraph.of(List.of(db)),
                EngineOptions.defaults().withFolder(root.resolve("run")).withTimes(SOON, Duration.ofMillis(100)));
        return engine;
    }

    @AfterEach
    void close() throws InterruptedException {
        engine.stopChildren(SOON);
        engine.close();
        await(() -> runs().stream().allMatch(RestartIT::isGone));
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    private List<Long> runs() {
        try {
            return Files.readAllLines(root.resolve("runs")).stream()
                    .map(Long::parseLong)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long lastRun() {
        List<Long> runs = runs();
        return runs.get(runs.size() - 1);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        assertThat(Pace.await(condition, SOON)).isTrue();
    }

    private void start() throws Exception {
        assertThat(engine.start("db").await(SOON)).isInstanceOf(CascadeOutcome.Completed.class);
        await(() -> Files.exists(root.resolve("runs")) && !runs().isEmpty());
    }

    private void crash() {
        assertThat(ProcessHandle.of(lastRun()).orElseThrow().destroyForcibly()).isTrue();
    }

    private boolean isOnline() {
        return engine.statuses().get("db") == ResourceStatus.ONLINE;
    }

    @Test
    void aChildThatCrashesIsStartedAgainUntilItIsStopped() throws Exception {
        open(RestartPolicy.ON_FAILURE);
        start();

        crash();
        await(() -> runs().size() == 2 && isOnline());
        crash();
        await(() -> runs().size() == 3 && isOnline());
        assertThat(engine.stop("db").await(SOON)).isInstanceOf(CascadeOutcome.Completed.class);

        await(() -> isGone(lastRun()));
        assertThat(engine.statuses()).containsEntry("db", ResourceStatus.OFFLINE);
    }

    @Test
    void aChildThatWasTakenUpAgainIsStartedAgainToo() throws Exception {
        open(RestartPolicy.ON_FAILURE);
        start();
        engine.close();
        open(RestartPolicy.ON_FAILURE);
        await(this::isOnline);
        assertThat(runs()).hasSize(1);

        crash();

        await(() -> runs().size() == 2 && isOnline());
    }

    @Test
    void aChildWithoutAPolicyStaysDown() throws Exception {
        open(RestartPolicy.NEVER);
        start();

        crash();
        await(() -> engine.statuses().get("db") == ResourceStatus.ERROR);

        assertThat(engine.stop("db").await(SOON)).isInstanceOf(CascadeOutcome.Completed.class);
        assertThat(runs()).hasSize(1);
    }
}
