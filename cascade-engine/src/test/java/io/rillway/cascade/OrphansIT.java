// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.system.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children whose resources have gone from the graph while nobody was there. */
@Timeout(60)
class OrphansIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    private CascadeEngine open(String... ids) {
        List<Resource> resources = Stream.of(ids)
                .map(id -> Resource.named(id)
                        .connector(ProcessConnector.of("sh", "-c", "echo $$ > " + id + "; sleep 301 & wait")
                                .workdir(root))
                        .build())
                .toList();
        return CascadeEngine.open(
                ResourceGraph.of(resources),
                EngineOptions.defaults().withFolder(root.resolve("run")).withTimes(SOON, Duration.ofMillis(50)));
    }

    private void start(CascadeEngine engine, String id) throws Exception {
        assertThat(engine.start(id).await(SOON)).isInstanceOf(CascadeOutcome.Completed.class);
        assertThat(Pace.await(() -> !pid(id).isBlank(), SOON)).isTrue();
    }

    private String pid(String id) {
        try {
            return Files.exists(root.resolve(id))
                    ? Files.readString(root.resolve(id)).strip()
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean lives(String id) {
        return ProcessHandle.of(Long.parseLong(pid(id))).isPresent();
    }

    @Test
    @DisplayName("a process that lost its resource is told of, and stopped with what came from it")
    void aChildWithoutAResourceIsToldOfAndStopped() throws Exception {
        try (CascadeEngine before = open("db", "web")) {
            start(before, "db");
            start(before, "web");
        }

        try (CascadeEngine after = open("db")) {
            assertThat(after.orphans()).containsExactly("web");
            assertThat(lives("web")).isTrue();

            assertThat(after.stopOrphans()).containsExactly("web");
            assertThat(after.orphans()).isEmpty();
            assertThat(Pace.await(() -> !lives("web"), SOON)).isTrue();
            assertThat(lives("db")).as("what has a resource is none").isTrue();
            after.stopChildren(SOON);
        }
    }

    @Test
    void whoEndedLeavesNoOrphan() throws Exception {
        try (CascadeEngine before = open("db")) {
            start(before, "db");
            before.stopChildren(SOON);
        }
        Files.createDirectories(root.resolve("run/never-started"));
        Files.writeString(root.resolve("run/a-file"), "");

        try (CascadeEngine after = open()) {
            assertThat(after.orphans()).isEmpty();
            assertThat(after.stopOrphans()).isEmpty();
        }
    }
}
