// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails, threads that are interrupted, publishers that misbehave. */
class SegmentFaultTest {

    @TempDir
    Path folder;

    private final SmallDisk disk = new SmallDisk();
    private Logs logs;
    private SegmentLog log;

    @BeforeEach
    void make() {
        logs = new Logs(folder.resolve("log"));
        log = logs.open(Logs.MUCH, Map.of(), 1 << 20, disk);
    }

    @AfterEach
    void close() {
        disk.room.set(Long.MAX_VALUE);
        logs.close();
    }

    private Receipt append(String payload) {
        return log.append(Event.of("a", "n", null), payload.getBytes(US_ASCII), null);
    }

    /** The log tries a disk that has failed again after a moment. */
    private String appendUntilStored(String payload) {
        return await().until(
                        () -> append(payload)
                                .stored()
                                .toCompletableFuture()
                                .exceptionally(e -> "")
                                .join(),
                        id -> !id.isEmpty());
    }

    private static void assertFailed(Receipt receipt, Reason reason) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> receipt.stored().toCompletableFuture().join())
                .satisfies(
                        e -> assertThat(((HubException) e.getCause()).reason()).isEqualTo(reason));
    }

    @Test
    @DisplayName(
            "with a full disk appending fails, reading goes on, nothing half written shows, and it recovers by itself")
    void fullDiskFailsAppendsUntilThereIsRoomAgain() {
        Logs.append(log, "a", 1, 10);
        disk.room.set(100);
        assertFailed(append("\"" + "x".repeat(300) + "\""), Reason.LOG_FAILED);
        assertFailed(append("11"), Reason.LOG_FAILED);

        assertThat(Logs.payloads(log, 1)).hasSize(10).endsWith("10");
        assertThat(log.last()).isEqualTo(10);
        disk.room.set(Long.MAX_VALUE);
        appendUntilStored("11");
        assertThat(Logs.payloads(log, 1)).hasSize(11).endsWith("10", "11");
        log.close();
        assertThat(Logs.payloads(logs.open(), 1)).hasSize(11).endsWith("10", "11");
    }

    @Test
    @DisplayName("an id that was accepted and then lost is never given to another event")
    void idOfALostEventIsNotUsedAgain() {
        Set<String> accepted = new HashSet<>();
        Set<String> stored = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            stored.add(appendUntilStored("3"));
            disk.standstill.lock();
            try {
                disk.room.set(10 + round * 10L);
                for (int i = 0; i < 5; i++) {
                    assertThat(accepted.add(
                                    append("1").accepted().toCompletableFuture().join()))
                            .isTrue();
                }
            } finally {
                disk.standstill.unlock();
            }
            assertFailed(append("2"), Reason.LOG_FAILED);
            disk.room.set(Long.MAX_VALUE);
        }
        stored.add(appendUntilStored("3"));

        assertThat(accepted).hasSize(20).doesNotContainAnyElementsOf(stored);
        assertThat(Logs.entries(log, 1)).extracting(LogEntry::id).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    @DisplayName(
            "clock jump: forth by years, back to 1970 and before: no id comes again, the order is kept, and what is new is kept")
    void clockJumpsForthAndBack() {
        log.close();
        Bounds hour = new Bounds(1000, 1 << 20, Duration.ofHours(1));
        SegmentLog hourly = logs.open(hour, 1 << 20);
        List<String> ids = new ArrayList<>();
        for (int years : List.of(0, 5, -80, 60, -60, 0)) {
            logs.clock.advance(Duration.ofDays(365L * years));
            ids.add(Logs.append(hourly, "a", Integer.toString(ids.size() + 1)));
            hourly.expire();
            Logs.append(hourly, "b", "0");
            assertThat(hourly.find(List.of("a"), 1, 10)).as("%d years", years).contains(hourly.last() - 1);
        }
        List<String> kept = Logs.payloads(hourly, 1);
        hourly.close();
        SegmentLog again = logs.open(hour, 1 << 20);

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .extracting(id -> again.sequence(id).orElse(-1))
                .isSorted()
                .doesNotContain(-1L);
        assertThat(Logs.payloads(again, 1))
                .endsWith(kept.toArray(String[]::new))
                .endsWith("6", "0");
        ids.add(Logs.append(again, "a", "7"));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("a folder that is removed while the log is open fails what is published, and is a gap for readers")
    void removedFolderIsTold() throws IOException {
        String large = "\"" + "x".repeat(400_000) + "\"";
        for (int i = 0; i < 100; i++) {
            Logs.append(log, "a", large);
        }
        for (Path file : logs.files()) {
            Files.delete(file);
        }
        assertFailed(append("1"), Reason.LOG_FAILED);

        assertThat(log.firstSince(Instant.EPOCH)).isEqualTo(101);
        assertThat(Logs.entries(log, 1)).as("the newest are in memory").hasSizeBetween(20, 60);
        assertThat(log.kept(List.of(TopicSelector.ALL)).isDamaged()).isTrue();
        String id = appendUntilStored("2");
        log.close();
        assertThat(Logs.entries(logs.open(), 1)).extracting(LogEntry::id).containsExactly(id);
    }

    @Test
    @DisplayName(
            "a folder that is read-only is a clear error when the log is opened, and is left as it was, torn end and all")
    void readOnlyFolderIsAClearErrorAndIsLeftAsItWas() throws IOException {
        Logs.append(log, "a", 1, 3);
        log.close();
        Files.write(logs.files().get(0), new byte[] {0, 0, 0, 99, 1}, StandardOpenOption.APPEND);
        Map<Path, String> before = contents();

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> logs.open(Logs.MUCH, Map.of(), 1 << 20, new ReadOnlyDisk()))
                .withMessageStartingWith(logs.folder + ": the event log cannot be opened: " + logs.folder)
                .withMessageEndingWith(": access denied (expected: a folder that this process may write)")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LOG_FAILED));
        assertThat(contents()).isEqualTo(before);
        assertThat(Logs.payloads(logs.open(), 1)).containsExactly("1", "2", "3");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("a folder that cannot be made because what it stands in is read-only is a clear error")
    void folderThatCannotBeMadeIsAClearError() {
        // Nobody may make a folder there, not even an administrator.
        Path nowhere = Path.of("/sys/rillway-log");

        assertThatExceptionOfType(HubException.class)
                .isThrownBy(new Logs(nowhere)::open)
                .withMessageMatching(nowhere + ": the event log cannot be opened: " + nowhere + ": .+");
    }

    private Map<Path, String> contents() throws IOException {
        try (Stream<Path> files = Files.list(logs.folder)) {
            Map<Path, String> contents = new HashMap<>();
            for (Path file : files.toList()) {
                contents.put(file, HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
            return contents;
        }
    }

    @Test
    void whatCannotBeCutOffIsNotSeenAfterTheNextOpeningEither() {
        Logs.append(log, "a", 1, 3);
        disk.cannotCut = true;
        disk.room.set(30);
        assertFailed(append("4"), Reason.LOG_FAILED);
        disk.room.set(Long.MAX_VALUE);
        appendUntilStored("5");
        log.close();

        assertThat(Logs.payloads(logs.open(), 1)).containsExactly("1", "2", "3", "5");
    }

    @Test
    @DisplayName("publishing does not wait for a disk that stands still, and what waits is bounded")
    void standstillOfTheDiskIsNotThePublishers() {
        String large = "\"" + "x".repeat(1 << 20) + "\"";
        List<Receipt> receipts = new ArrayList<>();
        disk.standstill.lock();
        try {
            for (int i = 0; i < 100; i++) {
                receipts.add(append(large));
            }
            assertThat(receipts.get(0).accepted()).isCompletedWithValueMatching(id -> id.endsWith("-1"));
            assertThat(receipts.get(0).stored().toCompletableFuture()).isNotDone();
            assertThat(log.last()).isZero();
            assertFailed(receipts.get(99), Reason.LOG_FAILED);
        } finally {
            disk.standstill.unlock();
        }
        receipts.get(0).stored().toCompletableFuture().join();
        log.close();
        assertThat(log.last()).isBetween(50L, 99L);
    }

    @Test
    void interruptedReadersReadAndCloseNothing() {
        String large = "\"" + "x".repeat(500_000) + "\"";
        for (int i = 0; i < 60; i++) {
            Logs.append(log, "a", large);
        }
        Thread.currentThread().interrupt();
        List<LogEntry> interrupted = Logs.entries(log, 1);
        boolean wasKept = Thread.interrupted();

        assertThat(interrupted).hasSize(60);
        assertThat(wasKept).isTrue();
        assertThat(Logs.entries(log, 1)).hasSize(60);
    }

    @Test
    void interruptedPublishersPublishAndCanClose() {
        Thread.currentThread().interrupt();
        Receipt receipt = append("1");
        log.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(receipt.stored()).isCompletedWithValue(log.id(1));
        Thread.currentThread().interrupt();
        SegmentLog again = logs.open();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Logs.payloads(again, 1)).containsExactly("1");
    }

    @Test
    @DisplayName("an append that meets a close is stored or refused, never left open")
    void closeDuringAppendsLeavesNoneOpen() throws InterruptedException {
        List<Receipt> receipts = java.util.Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean refused = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                while (!refused.get()) {
                    Receipt receipt = append("1");
                    receipts.add(receipt);
                    boolean isEnd = receipt.stored().toCompletableFuture().isCompletedExceptionally();
                    if (isEnd || receipts.size() % 50 == 0) {
                        receipt.stored()
                                .toCompletableFuture()
                                .handle((id, e) -> id)
                                .join();
                    }
                    refused.compareAndSet(false, isEnd);
                }
            }));
        }
        threads.forEach(Thread::start);
        await().until(() -> log.last() > 1000);
        log.close();
        for (Thread thread : threads) {
            thread.join();
        }

        long stored = receipts.stream()
                .filter(receipt -> receipt.stored()
                        .toCompletableFuture()
                        .handle((id, e) -> id != null)
                        .join())
                .count();
        assertThat(receipts)
                .allMatch(receipt -> receipt.stored().toCompletableFuture().isDone());
        assertThat(Logs.entries(logs.open(), 1)).hasSize((int) stored);
    }

    @Test
    @DisplayName("a publisher that blocks or throws in what it does on the answer delays no other event")
    void slowAnswerDelaysNobody() {
        CountDownLatch latch = new CountDownLatch(1);
        AtomicInteger commits = new AtomicInteger();
        log.onCommit(commits::incrementAndGet);
        disk.standstill.lock();
        try {
            append("1").stored().thenAccept(id -> {
                wait(latch);
                throw new IllegalStateException(id);
            });
        } finally {
            disk.standstill.unlock();
        }
        Receipt second = append("2");

        await().until(() -> log.last() == 2 && commits.get() > 0);
        assertThat(Logs.payloads(log, 1)).containsExactly("1", "2");
        latch.countDown();
        assertThat(second.stored().toCompletableFuture().join()).isEqualTo(log.id(2));
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closingOnTheAnswersThreadDoesNotWaitForItself() {
        CompletableFuture<Void> closed;
        disk.standstill.lock();
        try {
            closed = append("1").stored().thenAccept(id -> log.close()).toCompletableFuture();
        } finally {
            disk.standstill.unlock();
        }
        closed.join();
        log.close();

        assertThat(Logs.payloads(logs.open(), 1)).containsExactly("1");
    }

    @Test
    void readersSeeNothingThatIsNotCommitted() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger bad = new AtomicInteger();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                long last = log.last();
                List<LogEntry> entries = log.read(Math.max(1, last - 5), 100);
                long end =
                        entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
                bad.addAndGet(end < last || end > log.last() ? 1 : 0);
                bad.addAndGet(log.find(List.of("a"), last + 1, 10).stream().anyMatch(s -> s > log.last()) ? 1 : 0);
            }
        });
        reader.start();
        for (int i = 0; i < 300; i++) {
            disk.room.set(i % 30 == 29 ? 20 : Long.MAX_VALUE);
            append("1").stored().toCompletableFuture().handle((id, e) -> id).join();
        }
        done.set(true);
        reader.join();

        assertThat(bad).hasValue(0);
        assertThat(log.kept(List.of(TopicSelector.ALL)).lost()).isZero();
    }
}
