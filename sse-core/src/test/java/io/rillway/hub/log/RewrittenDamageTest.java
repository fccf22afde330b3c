// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to files that were rewritten, whose holes are meant. */
class RewrittenDamageTest {

    private static final Map<TopicSelector, Bounds> FIVE_LOGS =
            Map.of(TopicSelector.of("logs/**"), new Bounds(5, 1L << 30, Duration.ofDays(1)));
    private static final List<TopicSelector> QUIET = List.of(TopicSelector.of("quiet"));
    private static final int EVENTS = 100;

    @TempDir
    Path folder;

    private Path original;

    @BeforeEach
    void make() {
        original = folder.resolve("log");
        try (Logs logs = new Logs(original)) {
            publish(open(logs), 0);
        }
    }

    private static SegmentLog open(Logs logs) {
        return logs.open(Logs.MUCH, FIVE_LOGS, 400, new PassingDisk());
    }

    /** Every tenth is kept. */
    private static void publish(SegmentLog log, int from) {
        for (int i = from; i < from + EVENTS; i++) {
            Logs.append(log, i % 10 == 0 ? "quiet" : "logs", Integer.toString(i));
        }
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static Path rewritten(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.\\d+\\.log"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= (byte) (1 << (at % 8));
        Files.write(file, bytes);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, ISO_8859_1);
    }

    /** Where the topic of the first event that is kept stands. */
    private static int firstTopic(Path file) throws IOException {
        return text(file).indexOf("quiet");
    }

    private static List<Long> missing(SegmentLog log, int events) {
        List<Long> found = log.find(List.of("quiet"), 1, events);
        List<Long> missing = new ArrayList<>();
        for (long sequence = 1; sequence <= events; sequence += 10) {
            if (!found.contains(sequence) || log.read(sequence, 1).get(0).sequence() != sequence) {
                missing.add(sequence);
            }
        }
        return missing;
    }

    @Test
    @DisplayName(
            "a flipped bit in a file that was rewritten is told as a gap if it loses something, and loses one event at most")
    void flippedBitsAreTold() throws IOException {
        int size = (int) Files.size(rewritten(original));
        for (int at = 0; at < size; at += 3) {
            Path copy = copy("flip" + at);
            flip(rewritten(copy), at);
            try (Logs logs = new Logs(copy)) {
                SegmentLog log = open(logs);
                List<Long> missing = missing(log, EVENTS);
                Kept kept = log.kept(QUIET);
                assertThat(missing).as("byte %d", at).hasSizeLessThanOrEqualTo(1);
                assertThat(missing).as("byte %d", at).allMatch(sequence -> sequence <= kept.lost());
                assertThat(kept.isDamaged()).as("byte %d", at).isEqualTo(kept.lost() > 0);
                assertThat(missing.isEmpty() || kept.reason().equals("damaged")).isTrue();
            }
        }
    }

    @Test
    @DisplayName(
            "what was damaged is told as well after the damage was left out of a rewritten file, and after a restart")
    void damageIsRememberedAfterAnotherRewriting() throws IOException {
        int at = firstTopic(rewritten(original));
        flip(rewritten(original), at);
        String broken = text(rewritten(original)).substring(at, at + 5);
        for (int opening = 0; opening < 3; opening++) {
            try (Logs logs = new Logs(original)) {
                SegmentLog log = open(logs);
                assertThat(missing(log, EVENTS)).containsExactly(1L);
                assertThat(log.kept(QUIET).lost()).isGreaterThanOrEqualTo(1).isLessThan(20);
                assertThat(log.kept(QUIET).isDamaged()).isTrue();
                publish(log, EVENTS * (opening + 1));
            }
        }
        assertThat(text(rewritten(original)))
                .as("the damage was left out")
                .contains("quiet")
                .doesNotContain(broken);
    }

    @Test
    @DisplayName("a rewritten file that is missing is a gap")
    void missingFileIsTold() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(original)) {
            files = all.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        Files.delete(files.get(1));
        try (Logs logs = new Logs(original)) {
            SegmentLog log = open(logs);

            List<Long> missing = missing(log, EVENTS);
            assertThat(missing)
                    .isNotEmpty()
                    .allMatch(sequence -> sequence <= log.kept(QUIET).lost());
            assertThat(log.kept(QUIET).isDamaged()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "without the file that says what was left out, or with a damaged one, every hole is a gap and nothing is hidden")
    void damagedPlacesHideNothing() throws IOException {
        Path places = Path.of("lost-places");
        int size = (int) Files.size(original.resolve(places));
        for (int at = -1; at < size; at++) {
            Path copy = copy("places" + at);
            if (at < 0) {
                Files.delete(copy.resolve(places));
            } else {
                flip(copy.resolve(places), at);
            }
            try (Logs logs = new Logs(copy)) {
                SegmentLog log = open(logs);
                assertThat(missing(log, EVENTS)).isEmpty();
                assertThat(log.kept(QUIET).lost()).as("byte %d", at).isBetween(50L, 100L);
            }
        }
    }
}
