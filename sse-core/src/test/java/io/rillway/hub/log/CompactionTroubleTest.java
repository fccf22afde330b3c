// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.SegmentOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rewriting that fails, and records of unusual sizes. */
class CompactionTroubleTest {

    private static final Map<TopicSelector, Bounds> FIVE_LOGS =
            Map.of(TopicSelector.of("logs/**"), new Bounds(5, 1L << 30, Duration.ofDays(1)));
    private static final List<TopicSelector> QUIET = List.of(TopicSelector.of("quiet"));

    /** What does not work. */
    private enum Trouble {
        NONE,
        WRITE,
        MOVE,
        DELETE
    }

    /** A disk on which rewriting does not work. */
    private static final class BadDisk extends PassingDisk {

        private volatile Trouble trouble = Trouble.NONE;

        private void failIf(Trouble mine) throws IOException {
            if (trouble == mine) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        void write(Path path, SegmentOutput real, ByteBuffer bytes) throws IOException {
            if (path.toString().endsWith(".tmp")) {
                failIf(Trouble.WRITE);
            }
            real.write(bytes);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            failIf(Trouble.MOVE);
            super.move(from, to);
        }

        @Override
        public void delete(Path path) throws IOException {
            if (path.toString().endsWith(".log")) {
                failIf(Trouble.DELETE);
            }
            super.delete(path);
        }
    }

    @TempDir
    Path folder;

    private final BadDisk disk = new BadDisk();
    private Logs logs;

    @BeforeEach
    void make() {
        logs = new Logs(folder.resolve("log"));
    }

    private SegmentLog open() {
        return logs.open(Logs.MUCH, FIVE_LOGS, 2000, disk);
    }

    private static void publish(SegmentLog log, int from, int count, String padding) {
        for (int i = from; i < from + count; i++) {
            Logs.append(log, i % 20 == 0 ? "quiet" : "logs", "\"" + i + padding + "\"");
        }
    }

    private long bytes() {
        return logs.files().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"WRITE", "MOVE", "DELETE"})
    @DisplayName(
            "while rewriting fails the log goes on and loses nothing; the files are tidied when it works again, and no draft is left")
    void failingRewritingLosesNothing(Trouble trouble) {
        SegmentLog log = open();
        disk.trouble = trouble;
        publish(log, 0, 400, "");
        await().until(() -> bytes() > 15_000);
        assertThat(log.find(List.of("quiet"), 1, 100)).hasSize(20);
        assertThat(Logs.entries(log, 1)).hasSize(25);

        disk.trouble = Trouble.NONE;
        publish(log, 400, 400, "");
        await().untilAsserted(() -> assertThat(bytes()).isLessThan(20_000));
        log.close();
        SegmentLog again = open();
        assertThat(again.find(List.of("quiet"), 1, 100)).hasSize(40);
        assertThat(again.kept(QUIET).lost()).isZero();
        assertThat(logs.folder.toFile().list((dir, name) -> name.endsWith(".tmp")))
                .isEmpty();
        again.close();
    }

    @Test
    @DisplayName("what is larger than a buffer is rewritten as well")
    void largeRecordsAreRewritten() {
        SegmentLog log = open();
        String large = "x".repeat(1_200_000);
        publish(log, 0, 1, large);
        publish(log, 1, 60, "x".repeat(400_000));
        publish(log, 61, 60, "");

        await().untilAsserted(() -> assertThat(bytes()).isLessThan(6_000_000));
        log.close();
        SegmentLog again = open();
        assertThat(again.find(List.of("quiet"), 1, 10)).hasSize(7);
        assertThat(Logs.payload(again.read(1, 1).get(0))).hasSize(1_200_003);
        assertThat(again.kept(QUIET).lost()).isZero();
        again.close();
    }
}
