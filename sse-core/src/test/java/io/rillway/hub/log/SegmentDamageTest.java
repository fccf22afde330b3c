// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.SegmentName;
import io.rillway.hub.port.LogEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a log whose files are not as they were written. */
class SegmentDamageTest {

    private static final List<TopicSelector> ALL = List.of(TopicSelector.ALL);

    @TempDir
    Path folder;

    private Logs logs;

    @BeforeEach
    void make() {
        logs = new Logs(folder.resolve("log"));
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    @DisplayName(
            "a last record that was torn at any byte is cut off, nothing else is lost, and its id is not used again")
    void tornEndIsCutOffAtEveryByte() throws IOException {
        SegmentLog log = logs.open();
        Logs.append(log, "a", 1, 3);
        Path file = logs.files().get(0);
        long whole = Files.size(file);
        String torn = Logs.append(log, "a", "4");
        byte[] bytes = Files.readAllBytes(file);

        for (int size = (int) whole; size < bytes.length; size++) {
            Path copy = Files.createDirectories(folder.resolve("torn" + size));
            Files.write(copy.resolve(file.getFileName()), java.util.Arrays.copyOf(bytes, size));
            try (Logs others = new Logs(copy)) {
                SegmentLog again = others.open();
                assertThat(Logs.payloads(again, 1)).containsExactly("1", "2", "3");
                assertThat(again.kept(ALL).whole()).as("no gap").isEqualTo(1);
                assertThat(again.sequence(torn)).isEmpty();
                assertThat(Logs.append(again, "a", "5")).isNotEqualTo(torn).endsWith("-4");
                again.close();
                assertThat(Logs.payloads(others.open(), 1)).containsExactly("1", "2", "3", "5");
            }
        }
    }

    @Test
    @DisplayName("a flipped bit anywhere loses one event at most, is told as a gap, and never shows another event")
    void flippedBitsLoseOneEventAndAreTold() throws IOException {
        SegmentLog log = logs.open();
        Logs.append(log, "a", 1, 5);
        log.close();
        Path file = logs.files().get(0);
        byte[] bytes = Files.readAllBytes(file);

        for (int at = 0; at < bytes.length; at++) {
            Path copy = Files.createDirectories(folder.resolve("flip" + at));
            byte[] broken = bytes.clone();
            broken[at] ^= (byte) (1 << (at % 8));
            Files.write(copy.resolve(file.getFileName()), broken);
            try (Logs others = new Logs(copy)) {
                SegmentLog again = others.open();
                checkFlipped(again, at);
                again.close();
                assertThat(others.open().last()).isEqualTo(6);
            }
        }
    }

    private static void checkFlipped(SegmentLog log, int at) {
        List<LogEntry> entries = Logs.entries(log, 1);
        assertThat(entries).as("byte %d", at).hasSizeBetween(4, 5);
        assertThat(entries).allSatisfy(entry -> assertThat(Logs.payload(entry)).isEqualTo("" + entry.sequence()));
        long lost = LongStream.rangeClosed(1, 5)
                .filter(sequence -> entries.stream().noneMatch(entry -> entry.sequence() == sequence))
                .findFirst()
                .orElse(0);
        assertThat(log.kept(ALL).lost()).as("what byte %d has lost is told", at).isEqualTo(lost);
        assertThat(Logs.append(log, "a", "6")).isEqualTo(log.id(6));
    }

    @Test
    void zeroesInTheMiddleAreAGapAndWhatIsBehindThemIsKept() throws IOException {
        SegmentLog log = logs.open();
        Logs.append(log, "a", 1, 1000);
        log.close();
        Path file = logs.files().get(0);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(20_000);
            raw.write(new byte[8192]);
        }
        SegmentLog again = logs.open();

        List<LogEntry> entries = Logs.entries(again, 1);
        assertThat(entries)
                .hasSizeBetween(800, 950)
                .extracting(LogEntry::sequence)
                .startsWith(1L, 2L)
                .endsWith(1000L);
        assertThat(again.kept(ALL).first()).isEqualTo(1);
        assertThat(again.kept(ALL).lost()).isBetween(200L, 800L);
        assertThat(again.find(List.of("a"), 1, 2000)).hasSameSizeAs(entries);
    }

    @Test
    void fileThatIsMissingInTheMiddleIsAGap() throws IOException {
        SegmentLog log = logs.open(Logs.MUCH, 2000);
        Logs.append(log, "a", 1, 200);
        log.close();
        List<Path> files = logs.files();
        long base = SegmentName.parse(files.get(2).getFileName().toString())
                .orElseThrow()
                .base();
        Files.delete(files.get(1));
        SegmentLog again = logs.open(Logs.MUCH, 2000);

        assertThat(again.kept(ALL).lost()).isEqualTo(base - 1);
        assertThat(again.last()).isEqualTo(200);
        assertThat(Logs.entries(again, base)).hasSize((int) (200 - base + 1));
    }

    @Test
    void damageThatComesWhileTheLogIsOpenIsAGap() throws IOException {
        SegmentLog log = logs.open(Logs.MUCH, 1 << 20);
        Logs.append(log, "a", 1, 100);
        log.close();
        SegmentLog again = logs.open(Logs.MUCH, 1 << 20);
        byte[] bytes = Files.readAllBytes(logs.files().get(0));
        bytes[bytes.length / 2] ^= 1;
        Files.write(logs.files().get(0), bytes, StandardOpenOption.WRITE);

        assertThat(again.kept(ALL).lost()).isZero();
        assertThat(Logs.entries(again, 1)).hasSize(99);
        assertThat(again.kept(ALL).lost()).isBetween(45L, 55L);
    }

    @Test
    void fileWithoutItsFirstBytesWasNeverUsed() throws IOException {
        SegmentLog log = logs.open();
        String id = Logs.append(log, "a", "1");
        log.close();
        String name = logs.files().get(0).getFileName().toString();
        Files.write(logs.folder.resolve(name.replaceFirst("0000001-00000001", "0000002-00000002")), new byte[7]);
        SegmentLog again = logs.open();

        assertThat(Logs.payloads(again, 1)).containsExactly("1");
        assertThat(Logs.append(again, "a", "2")).isGreaterThan(id).contains("00000003-");
    }

    @Test
    void whatFailedAndCouldNotBeCutOffIsIgnored() throws IOException {
        SegmentLog log = logs.open();
        Logs.append(log, "a", 1, 2);
        Path first = logs.files().get(0);
        Logs.append(log, "a", "of a batch that failed");
        byte[] bytes = Files.readAllBytes(first);
        log.close();
        Files.write(first, bytes);
        String name = first.getFileName().toString();
        Path next = logs.folder.resolve(name.replaceFirst("0000001-00000001", "0000003-00000002"));
        Files.write(next, new byte[SegmentName.BYTES]);
        SegmentLog again = logs.open();

        assertThat(Logs.payloads(again, 1)).containsExactly("1", "2");
        assertThat(again.last()).isEqualTo(2);
        assertThat(again.kept(ALL).lost()).isZero();
    }
}
