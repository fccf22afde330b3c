// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.LogEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of their own for some topics, in both logs. */
class ShelvesTest {

    private static final Map<TopicSelector, Bounds> FIVE_LOGS =
            Map.of(TopicSelector.of("logs/**"), new Bounds(5, 1L << 30, Duration.ofMinutes(5)));
    private static final List<TopicSelector> LOGS = List.of(TopicSelector.of("logs"));
    private static final List<TopicSelector> QUIET = List.of(TopicSelector.of("quiet"));
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

    private EventLog open(boolean onDisk, Map<TopicSelector, Bounds> retain) {
        return onDisk
                ? logs.open(Logs.MUCH, retain, 2000, new PassingDisk())
                : new MemoryLog(new Bounds(1000, 1L << 30, Duration.ofDays(1)), retain, logs.clock);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("S2-06 a chatty topic is kept by its own bounds and evicts no other")
    void chattyTopicEvictsNoOther(boolean onDisk) {
        EventLog log = open(onDisk, FIVE_LOGS);
        Logs.append(log, "quiet", "1");
        Logs.append(log, "logs", 2, 500);
        Logs.append(log, "quiet", "501");

        await().untilAsserted(() -> assertThat(log.kept(LOGS)).isEqualTo(new Kept(496, 496)));
        assertThat(log.kept(QUIET)).isEqualTo(new Kept(1, 1));
        assertThat(log.kept(ALL)).isEqualTo(new Kept(1, 496));
        assertThat(log.find(List.of("quiet", "logs"), 1, 10)).containsExactly(1L, 496L, 497L, 498L, 499L, 500L, 501L);
        assertThat(log.findLast(List.of("logs"), 501, 100)).hasSize(5);
        assertThat(Logs.payloads(log, 1)).containsExactly("1", "496", "497", "498", "499", "500", "501");
        logs.clock.advance(Duration.ofMinutes(6));
        log.expire();
        await().untilAsserted(() -> assertThat(Logs.payloads(log, 1)).containsExactly("1", "501"));
        log.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eventAboutTwoTopicsIsKeptAsLongAsOneKeepsIt(boolean onDisk) {
        EventLog log = open(onDisk, FIVE_LOGS);
        Logs.append(log, Event.of("logs", "n", null).withTopics("logs", "quiet"), "1", null);
        Logs.append(log, "logs", 2, 10);

        await().untilAsserted(() -> assertThat(log.kept(LOGS)).isEqualTo(new Kept(6, 6)));
        assertThat(Logs.payloads(log, 1)).containsExactly("1", "6", "7", "8", "9", "10");
        assertThat(log.find(List.of("quiet"), 1, 9)).containsExactly(1L);
        assertThat(log.find(List.of("logs"), 1, 9)).hasSize(5);
        log.close();
    }

    @Test
    void memoryKeepsForLongerThanTheRestWhatASelectorSays() {
        Map<TopicSelector, Bounds> retain = new LinkedHashMap<>();
        retain.put(TopicSelector.of("audit"), new Bounds(100, 1 << 20, Duration.ofDays(1)));
        MemoryLog log = new MemoryLog(new Bounds(10, 1 << 20, Duration.ofDays(1)), retain, logs.clock);
        for (int i = 1; i <= 1000; i++) {
            Logs.append(log, i % 20 == 0 ? "audit" : "a", Integer.toString(i));
        }

        assertThat(Logs.entries(log, 1))
                .hasSize(60)
                .extracting(LogEntry::sequence)
                .isSorted()
                .startsWith(20L, 40L);
        assertThat(log.first()).isEqualTo(1);
        assertThat(log.kept(List.of(TopicSelector.of("audit")))).isEqualTo(new Kept(1, 1));
        assertThat(log.firstSince(logs.clock.instant())).isEqualTo(20);
    }

    @Test
    @DisplayName("files stay in proportion to what is kept, over openings, and a meant hole is no damage")
    void filesAreRewritten() throws Exception {
        String pad = "x".repeat(60);
        for (int opening = 0; opening < 3; opening++) {
            EventLog log = open(true, FIVE_LOGS);
            for (int i = 0; i < 2000; i++) {
                Logs.append(log, i % 100 == 0 ? "quiet" : "logs", "\"" + pad + "\"");
            }
            log.close();
        }
        long bytes = 0;
        for (Path file : logs.files()) {
            bytes += Files.size(file);
        }
        EventLog log = open(true, FIVE_LOGS);

        assertThat(bytes).isLessThan(40_000);
        assertThat(log.kept(QUIET).lost()).as("nothing quiet is lost").isZero();
        assertThat(log.kept(LOGS).lost()).isEqualTo(5995);
        assertThat(log.find(List.of("quiet"), 1, 100))
                .isEqualTo(IntStream.range(0, 60).mapToObj(i -> i * 100L + 1).toList());
        assertThat(Logs.entries(log, 1)).hasSize(65).allSatisfy(entry -> {
            assertThat(log.sequence(entry.id())).hasValue(entry.sequence());
            assertThat(Logs.payload(entry)).contains(pad);
        });
    }

    @Test
    void readersFindEverythingWhileFilesAreRewritten() throws InterruptedException {
        EventLog log = open(true, FIVE_LOGS);
        List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 3000; i++) {
                Logs.append(log, i % 50 == 0 ? "quiet" : "logs", Integer.toString(i));
            }
        });
        writer.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
        writer.start();
        while (writer.isAlive()) {
            List<Long> found = log.find(List.of("quiet"), 1, 1000);
            for (long sequence : found) {
                assertThat(log.read(sequence, 1)).extracting(LogEntry::sequence).containsExactly(sequence);
            }
        }
        writer.join();

        assertThat(failures).isEmpty();
        assertThat(log.kept(QUIET).lost()).isZero();
    }

    @Test
    void otherSelectorsThanBeforeTellAGapAndLoseNothing() {
        EventLog log = open(true, FIVE_LOGS);
        for (int i = 0; i < 2000; i++) {
            Logs.append(log, i % 100 == 0 ? "quiet" : "logs", Integer.toString(i));
        }
        log.close();
        EventLog again = open(true, Map.of());

        assertThat(again.kept(QUIET).first()).isEqualTo(1);
        assertThat(again.kept(QUIET).lost()).isGreaterThan(1000);
        assertThat(again.find(List.of("quiet"), 1, 100)).hasSize(20);
    }
}
