// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.events.Exclusion;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.LogEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogTest {

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
    void numbersEntriesFromOneWithoutHoles() {
        SegmentLog log = logs.open();
        Logs.append(log, "a", 1, 3);

        assertThat(log.first()).isEqualTo(1);
        assertThat(log.last()).isEqualTo(3);
        assertThat(log.read(1, 2)).extracting(LogEntry::sequence).containsExactly(1L, 2L);
        assertThat(Logs.payloads(log, 1)).containsExactly("1", "2", "3");
        assertThat(log.read(4, 9)).isEmpty();
    }

    @Test
    @DisplayName("G8 what was stored is there after the log was opened again, to the last detail")
    void keepsEverythingOverAnOpening() {
        Event event = Event.of("a/b", "typ\u00e9", null)
                .withTopics("a/b", "c")
                .withAttributes(Map.of("project_id", "p1", "\u00fc", "\uD83D\uDE00"))
                .withExclude(new Exclusion.Principal("eve"))
                .withTtl(Duration.ofSeconds(90, 5))
                .withKey("k");
        Event other = Event.of("c", "n", null).withExclude(new Exclusion.Connection("c1"));
        SegmentLog log = logs.open();
        String id = Logs.append(log, event, "{\"x\":\"\u00e4\"}", "key");
        Logs.append(log, other, "2", null);
        Instant at = logs.clock.instant();
        log.close();
        logs.clock.advance(Duration.ofHours(1));
        SegmentLog again = logs.open();

        List<LogEntry> entries = again.read(1, 10);
        assertThat(entries).extracting(LogEntry::event).containsExactly(event, other);
        assertThat(entries).extracting(LogEntry::at).containsOnly(at);
        assertThat(entries.get(0).id()).isEqualTo(id);
        assertThat(Logs.payload(entries.get(0))).isEqualTo("{\"x\":\"\u00e4\"}");
    }

    @Test
    void idsOfAllOpeningsAreUnderstoodAndNoneIsGivenTwice() {
        List<String> ids = new ArrayList<>();
        for (int opening = 0; opening < 4; opening++) {
            SegmentLog log = logs.open();
            if (opening != 2) {
                ids.add(Logs.append(log, "a", "1"));
                ids.add(Logs.append(log, "a", "2"));
            }
            log.close();
        }
        SegmentLog log = logs.open();

        assertThat(ids).doesNotHaveDuplicates().isSorted();
        assertThat(ids).allSatisfy(id -> assertThat(id).matches("[\\x21-\\x7e]+"));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(log.sequence(ids.get(i))).hasValue(i + 1);
            assertThat(log.id(i + 1)).isEqualTo(ids.get(i));
            assertThat(log.isForeign(ids.get(i))).isFalse();
        }
        assertThat(log.sequence(log.id(0))).hasValue(0);
    }

    @Test
    void idsOfOtherLogsAreForeignAndOtherTextIsNothing() {
        SegmentLog log = logs.open();
        String id = Logs.append(log, "a", "1");
        try (Logs elsewhere = new Logs(folder.resolve("other"))) {
            String foreign = Logs.append(elsewhere.open(), "a", "1");
            String ofMemory = new MemoryLog(Logs.MUCH, logs.clock).id(1);

            assertThat(List.of(foreign, ofMemory)).allSatisfy(text -> {
                assertThat(log.sequence(text)).isEmpty();
                assertThat(log.isForeign(text)).isTrue();
            });
        }
        String laterEpoch = id.replaceFirst("00000001-", "00000002-");
        assertThat(List.of("", "x", "1-1", "-", id + " ", id + "00000000000000000000", laterEpoch))
                .allSatisfy(text -> {
                    assertThat(log.sequence(text)).isEmpty();
                    assertThat(log.isForeign(text)).isFalse();
                });
    }

    @Test
    @DisplayName("S4 a key is refused again after a restart, as long as its event is kept")
    void refusesAKeyAgainAfterARestart() {
        SegmentLog log = logs.open(new Bounds(3, 1 << 20, Duration.ofDays(1)), 1 << 20);
        String first = Logs.append(log, "a", "1", "k");
        assertThat(Logs.append(log, "a", "2", "k")).isEqualTo(first);
        log.close();
        SegmentLog again = logs.open(new Bounds(3, 1 << 20, Duration.ofDays(1)), 1 << 20);

        assertThat(Logs.append(again, "a", "3", "k")).isEqualTo(first);
        Logs.append(again, "a", 4, 6);
        await().until(() -> again.first() > 1);
        assertThat(Logs.append(again, "a", "7", "k")).isNotEqualTo(first);
    }

    @Test
    void twoWithOneKeyAtOnceAreOne() {
        SegmentLog log = logs.open();
        var receipts = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> log.append(Event.of("a", "n", null), new byte[] {'1'}, "k"))
                .toList();

        assertThat(receipts)
                .extracting(receipt -> receipt.stored().toCompletableFuture().join())
                .containsOnly(log.id(1));
        assertThat(log.last()).isEqualTo(1);
    }

    @Test
    void readsWhatTheMemoryHasForgotten() {
        SegmentLog log = logs.open(Logs.MUCH, 1 << 20);
        String large = "\"" + "x".repeat(60_000) + "\"";
        for (int i = 0; i < 600; i++) {
            Logs.append(log, i % 2 == 0 ? "even" : "odd", large);
        }
        for (int i = 601; i <= 700; i++) {
            Logs.append(log, i % 2 == 0 ? "odd" : "even", Integer.toString(i));
        }

        assertThat(logs.files()).hasSizeGreaterThan(20);
        assertThat(Logs.entries(log, 1))
                .extracting(LogEntry::sequence)
                .hasSize(700)
                .isSorted();
        assertThat(log.find(List.of("odd"), 3, 2)).containsExactly(4L, 6L);
        assertThat(log.findLast(List.of("odd", "even"), 700, 2)).containsExactly(699L, 700L);
        assertThat(log.read(4, 1).get(0).event().topics())
                .extracting(topic -> topic.path())
                .containsExactly("odd");
    }

    @Test
    void keepsSoManyEventsAndDeletesFiles() {
        SegmentLog log = logs.open(new Bounds(100, 1L << 40, Duration.ofDays(1)), 1000);
        Logs.append(log, "a", 1, 1000);

        await().untilAsserted(() -> {
            assertThat(log.first()).isEqualTo(901);
            assertThat(logs.files().size()).isLessThan(20);
        });
        assertThat(Logs.payloads(log, 1)).hasSize(100).first().isEqualTo("901");
        assertThat(log.kept(ALL)).isEqualTo(new Kept(901, 901));
        assertThat(log.find(List.of("a"), 1, 2)).containsExactly(901L, 902L);
        log.close();
        SegmentLog again = logs.open(new Bounds(100, 1L << 40, Duration.ofDays(1)), 1000);
        assertThat(Logs.payloads(again, 1)).hasSize(100);
        assertThat(again.sequence(log.id(1))).hasValue(1);
        assertThat(again.kept(ALL)).isEqualTo(new Kept(901, 901));
    }

    @Test
    void keepsSoManyBytes() {
        SegmentLog log = logs.open(new Bounds(1000, 10_000, Duration.ofDays(1)), 2000);
        for (int i = 0; i < 100; i++) {
            Logs.append(log, "a", "\"" + "x".repeat(1000) + "\"");
        }

        await().untilAsserted(() -> assertThat(logs.files().stream()
                        .mapToLong(file -> file.toFile().length())
                        .sum())
                .isBetween(5000L, 14_000L));
        assertThat(log.last() - log.first()).isBetween(5L, 10L);
    }

    @Test
    void keepsForSoLong() {
        SegmentLog log = logs.open(new Bounds(1000, 1 << 20, Duration.ofMinutes(1)), 1 << 20);
        Logs.append(log, "a", "1");
        logs.clock.advance(Duration.ofSeconds(50));
        Logs.append(log, "a", "2");
        logs.clock.advance(Duration.ofSeconds(11));
        log.expire();

        await().untilAsserted(() -> assertThat(log.first()).isEqualTo(2));
        logs.clock.advance(Duration.ofHours(1));
        log.close();
        SegmentLog again = logs.open(new Bounds(1000, 1 << 20, Duration.ofMinutes(1)), 1 << 20);
        assertThat(again.first()).isEqualTo(3);
        assertThat(again.last()).isEqualTo(2);
        assertThat(Logs.append(again, "a", "3")).isEqualTo(again.id(3));
    }

    @Test
    void findsTimesThoughTheClockJumps() {
        SegmentLog log = logs.open(Logs.MUCH, 4000);
        Instant begin = logs.clock.instant();
        Logs.append(log, "a", 1, 100);
        logs.clock.advance(Duration.ofDays(365));
        Logs.append(log, "a", 101, 101);
        logs.clock.advance(Duration.ofDays(-366));
        Logs.append(log, "a", 102, 300);
        logs.clock.advance(Duration.ofDays(400));
        Logs.append(log, "a", 301, 400);
        log.close();
        SegmentLog again = logs.open(Logs.MUCH, 4000);

        for (SegmentLog one : List.of(again)) {
            assertThat(one.firstSince(begin)).isEqualTo(1);
            assertThat(one.firstSince(begin.plusSeconds(1))).isEqualTo(101);
            assertThat(one.firstSince(begin.plus(Duration.ofDays(366)))).isEqualTo(301);
            assertThat(one.firstSince(begin.plus(Duration.ofDays(9999)))).isEqualTo(401);
            assertThat(one.firstSince(Instant.MIN)).isEqualTo(1);
            assertThat(one.firstSince(Instant.MAX)).isEqualTo(401);
        }
        assertThat(Logs.entries(again, 1))
                .extracting(LogEntry::sequence)
                .hasSize(400)
                .isSorted();
    }

    @Test
    @DisplayName("part 1: with a million events, a resume near the end reads as little as with a thousand")
    void resumesAtTheSameCostWithAMillionEvents() {
        assertThat(costOfResumeWith(1_000_000)).isLessThanOrEqualTo(costOfResumeWith(1_000) + 8192);
    }

    /** Bytes that are read from the disk for 50 events near the end, by place, by topic and by time. */
    private long costOfResumeWith(int events) {
        try (Logs many = new Logs(folder.resolve("of" + events))) {
            SegmentLog log = many.open(Logs.MUCH, 16 << 20);
            for (int i = 1; i < events; i++) {
                var receipt = log.append(Event.of("t" + i % 100, "n", null), new byte[] {'1'}, null);
                if (i % 10_000 == 0) {
                    receipt.stored().toCompletableFuture().join();
                }
                if (i == events - 100) {
                    many.clock.advance(Duration.ofSeconds(10));
                }
            }
            Logs.append(log, "t7", "2");
            log.close();
            SegmentLog again = many.open(Logs.MUCH, 16 << 20);
            long before = again.bytesRead();
            assertThat(again.read(again.last() - 49, 50)).hasSize(50);
            for (long sequence : again.findLast(List.of("t7"), again.last(), 1)) {
                assertThat(again.read(sequence, 1)).hasSize(1);
            }
            assertThat(again.firstSince(many.clock.instant())).isEqualTo(events - 99);
            return again.bytesRead() - before;
        }
    }

    @Test
    void secondOpenerIsToldWhoHasTheFolder() {
        logs.open();

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(logs::open)
                .withMessage(
                        "%s: the event log cannot be opened: another log is open in this folder (process %d)",
                        logs.folder, ProcessHandle.current().pid())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(HubException.Reason.LOG_FAILED));
    }

    @Test
    void folderThatIsAFileIsAClearError() throws Exception {
        Files.writeString(logs.folder, "x");

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(logs::open)
                .withMessageContaining(logs.folder.toString());
    }

    @Test
    void filesOfTwoLogsAreRefused() throws Exception {
        logs.open().close();
        try (Logs elsewhere = new Logs(folder.resolve("other"))) {
            SegmentLog other = elsewhere.open();
            Logs.append(other, "a", "1");
            other.close();
            for (Path file : elsewhere.files()) {
                Files.copy(file, logs.folder.resolve(file.getFileName()));
            }
        }

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(logs::open)
                .withMessageContaining("files of several logs");
    }

    @Test
    void closedTwiceIsClosedAndAnAppendThenFails() {
        SegmentLog log = logs.open();
        Logs.append(log, "a", "1");
        log.close();
        log.close();

        assertThat(log.append(Event.of("a", "n", null), new byte[1], null).stored())
                .isCompletedExceptionally();
    }

    @Test
    void manyPublishersKeepOneOrder() throws InterruptedException {
        SegmentLog log = logs.open(Logs.MUCH, 1 << 16);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < 8; p++) {
            String topic = "p" + p;
            threads.add(new Thread(() -> Logs.append(log, topic, 1, 500)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();
        SegmentLog again = logs.open(Logs.MUCH, 1 << 16);

        assertThat(again.last()).isEqualTo(4000);
        assertThat(Logs.entries(again, 1))
                .extracting(LogEntry::sequence)
                .hasSize(4000)
                .isSorted();
        for (int p = 0; p < 8; p++) {
            assertThat(again.find(List.of("p" + p), 1, 1000)).hasSize(500);
        }
    }

    @Test
    void randomHistoriesAreReadAsTheyWereWritten() {
        Random random = new Random(5);
        List<String> written = new ArrayList<>();
        for (int opening = 0; opening < 20; opening++) {
            SegmentLog log = logs.open(Logs.MUCH, 1 + random.nextInt(20_000));
            for (int i = random.nextInt(40); i > 0; i--) {
                String payload = "\"" + "y".repeat(random.nextInt(random.nextInt(10) == 0 ? 3_000_000 : 900)) + "\"";
                Logs.append(log, "t" + random.nextInt(5), payload);
                written.add(payload);
            }
            assertThat(Logs.payloads(log, 1)).isEqualTo(written);
            log.close();
        }
    }
}
