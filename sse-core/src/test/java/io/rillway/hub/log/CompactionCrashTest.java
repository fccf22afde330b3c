// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import io.rillway.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when the process, or the machine, ends at any step of rewriting the files of a log. */
class CompactionCrashTest {

    private static final Map<TopicSelector, Bounds> FIVE_LOGS =
            Map.of(TopicSelector.of("logs/**"), new Bounds(5, 1L << 30, Duration.ofDays(1)));
    private static final List<TopicSelector> QUIET = List.of(TopicSelector.of("quiet"));
    private static final List<TopicSelector> ALL = List.of(TopicSelector.ALL);
    private static final int SEGMENT_BYTES = 400;

    private record Answer(String id, String topic, String payload) {}

    @TempDir
    Path folder;

    private final List<Answer> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());

    private static SegmentLog open(Path folder, boolean force, Disk disk) {
        return SegmentLog.open(
                new SegmentLog.Settings(folder, force, Logs.MUCH, FIVE_LOGS, new ManualClock(), SEGMENT_BYTES, disk));
    }

    private void append(SegmentLog log, int number) {
        String topic = number % 10 == 0 ? "quiet" : "logs";
        String payload = Integer.toString(number);
        Receipt receipt = log.append(Event.of(topic, "n", null), payload.getBytes(US_ASCII), null);
        accepted.add(receipt.accepted().toCompletableFuture().join());
        stored.add(new Answer(receipt.stored().toCompletableFuture().join(), topic, payload));
    }

    private List<CrashDisk.Left> crashes(Path log, boolean isPowerCut, int from, int to) throws IOException {
        CrashDisk disk = new CrashDisk(log, isPowerCut, accepted::size, stored::size);
        try (SegmentLog first = open(log, isPowerCut, disk)) {
            for (int number = from; number < to; number++) {
                append(first, number);
            }
        }
        return disk.left();
    }

    @ParameterizedTest(name = "power cut: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "a crash at any step of a compaction, or of the recovery from one, loses nothing kept and uses no id again")
    void crashAtAnyStepLosesNothing(boolean isPowerCut) throws IOException {
        List<CrashDisk.Left> left = crashes(folder.resolve("log"), isPowerCut, 0, 100);

        assertThat(left).hasSizeGreaterThan(50);
        for (int i = 0; i < left.size(); i++) {
            if (i % 10 == 0) {
                checkSecondCrashes(left.get(i), isPowerCut);
            }
            check(left.get(i));
        }
    }

    /** The answers of another life go on from what the crash left, so they are those of that life alone. */
    private void checkSecondCrashes(CrashDisk.Left first, boolean isPowerCut) throws IOException {
        List<Answer> allStored = List.copyOf(stored);
        List<String> allAccepted = List.copyOf(accepted);
        stored.subList(first.stored(), stored.size()).clear();
        accepted.subList(first.accepted(), accepted.size()).clear();
        Path again = Files.createDirectories(
                first.folder().resolveSibling(first.folder().getFileName() + "-again"));
        try (Stream<Path> files = Files.list(first.folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, again.resolve(file.getFileName()));
            }
        }
        for (CrashDisk.Left second : crashes(again, isPowerCut, 1000, 1012)) {
            check(second);
        }
        stored.clear();
        stored.addAll(allStored);
        accepted.clear();
        accepted.addAll(allAccepted);
    }

    private void check(CrashDisk.Left crash) throws IOException {
        List<Answer> answered = List.copyOf(stored.subList(0, crash.stored()));
        try (SegmentLog log = open(crash.folder(), false, new PassingDisk())) {
            assertThat(log.kept(QUIET).lost())
                    .as("%s: nothing quiet is missing", crash)
                    .isZero();
            assertThat(log.kept(ALL).isDamaged())
                    .as("%s: nothing is damaged", crash)
                    .isFalse();
            List<LogEntry> kept = Logs.entries(log, 1);
            assertThat(kept).extracting(LogEntry::sequence).isSorted().doesNotHaveDuplicates();
            for (Answer answer : mustBeKept(answered)) {
                assertThat(kept)
                        .as("%s: %s", crash, answer)
                        .anyMatch(entry -> entry.id().equals(answer.id())
                                && Logs.payload(entry).equals(answer.payload())
                                && log.find(List.of(answer.topic()), entry.sequence(), 1)
                                        .contains(entry.sequence()));
            }
            String next = Logs.append(log, "quiet", "0");
            assertThat(accepted.subList(0, crash.accepted())).as("%s", crash).doesNotContain(next);
            assertThat(log.sequence(next)).hasValue(log.last());
        }
        try (Stream<Path> files = Files.list(crash.folder())) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    private static List<Answer> mustBeKept(List<Answer> answered) {
        List<Answer> logs = answered.stream()
                .filter(answer -> answer.topic().equals("logs"))
                .toList();
        List<Answer> kept = new ArrayList<>(answered.stream()
                .filter(answer -> answer.topic().equals("quiet"))
                .toList());
        // One that was not answered may have driven the oldest out.
        kept.addAll(logs.subList(Math.max(0, logs.size() - 4), logs.size()));
        return kept;
    }
}
