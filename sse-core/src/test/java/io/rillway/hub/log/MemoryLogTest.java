// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.hub.port.LogEntry;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryLogTest {

    private final ManualClock clock = new ManualClock();
    private final MemoryLog log = new MemoryLog(new Bounds(2000, 1000, Duration.ofMinutes(1)), clock);

    @Test
    void numbersEntriesWithoutHoles() {
        append("a", 1, null);
        append("b", 1, null);

        assertThat(log.first()).isEqualTo(1);
        assertThat(log.last()).isEqualTo(2);
        assertThat(log.read(1, 10)).extracting(LogEntry::sequence).containsExactly(1L, 2L);
        assertThat(log.sequence(log.id(2))).hasValue(2);
    }

    @Test
    void idsOfOtherLogsAreForeign() {
        MemoryLog other = new MemoryLog(new Bounds(1, 1, Duration.ofMinutes(1)), clock);

        assertThat(log.sequence(other.id(1))).isEmpty();
        assertThat(log.isForeign(other.id(1))).isTrue();
        assertThat(log.isForeign(log.id(1))).isFalse();
        assertThat(List.of("", "x", "1-1", log.id(1) + "0000000000000000000", log.id(1) + " "))
                .allSatisfy(id -> {
                    assertThat(log.sequence(id)).isEmpty();
                    assertThat(log.isForeign(id)).isFalse();
                });
    }

    @Test
    void evictsByEventsAndGrowsUpToThem() {
        for (int i = 0; i < 5000; i++) {
            append("a", 0, null);
        }

        assertThat(log.first()).isEqualTo(3001);
        assertThat(log.read(1, 10_000)).hasSize(2000);
        assertThat(log.find(List.of("a"), 1, 5)).containsExactly(3001L, 3002L, 3003L, 3004L, 3005L);
    }

    @Test
    void evictsByBytes() {
        append("a", 600, null);
        append("b", 600, null);

        assertThat(log.first()).isEqualTo(2);
        assertThat(log.find(List.of("a", "b"), 1, 5)).containsExactly(2L);
        append("c", 5000, null);
        assertThat(log.read(1, 10)).extracting(LogEntry::sequence).containsExactly(3L);
    }

    @Test
    void evictsByAge() {
        append("a", 1, null);
        clock.advance(Duration.ofSeconds(50));
        append("a", 1, null);
        clock.advance(Duration.ofSeconds(11));
        log.expire();

        assertThat(log.first()).isEqualTo(2);
        clock.advance(Duration.ofHours(1));
        log.expire();
        assertThat(log.first()).isEqualTo(3);
        assertThat(log.last()).isEqualTo(2);
    }

    @Test
    void refusesAKeyWhileItsEntryIsKept() {
        LogEntry first = append("a", 1, "k");

        assertThat(append("a", 1, "k")).isSameAs(first);
        assertThat(log.last()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(append("a", 1, "k").sequence()).isEqualTo(2);
    }

    @Test
    void findsTimes() {
        append("a", 1, null);
        clock.advance(Duration.ofSeconds(10));
        append("a", 1, null);
        append("a", 1, null);

        assertThat(log.firstSince(clock.instant())).isEqualTo(2);
        assertThat(log.firstSince(clock.instant().minusSeconds(20))).isEqualTo(1);
        assertThat(log.firstSince(clock.instant().plusSeconds(1))).isEqualTo(4);
    }

    @Test
    void findsTimesThoughTheClockWasSetBack() {
        Instant begin = clock.instant();
        append("a", 1, null);
        clock.advance(Duration.ofSeconds(30));
        append("a", 1, null);
        clock.advance(Duration.ofSeconds(-29));
        for (int i = 0; i < 8; i++) {
            append("a", 1, null);
        }
        clock.advance(Duration.ofSeconds(10));
        append("a", 1, null);

        assertThat(log.firstSince(begin)).isEqualTo(1);
        assertThat(log.firstSince(begin.plusSeconds(5))).isEqualTo(2);
        assertThat(log.firstSince(begin.plusSeconds(31))).isEqualTo(12);
    }

    @Test
    void findsTopicsOnceAndInOrder() {
        log.append(Event.of("a", "n", null).withTopics("a", "b"), new byte[1], null);
        append("b", 1, null);
        append("a", 1, null);

        assertThat(log.find(List.of("a", "b", "none"), 1, 2)).containsExactly(1L, 2L);
        assertThat(log.find(List.of("a"), 2, 9)).containsExactly(3L);
    }

    @Test
    void findsAnEventOnceThatNamesItsTopicTwice() {
        for (int i = 0; i < 3000; i++) {
            log.append(Event.of("a", "n", null).withTopics("a", "a"), new byte[0], null);
        }

        assertThat(log.find(List.of("a"), 1, 2)).containsExactly(1001L, 1002L);
        assertThat(log.find(List.of("a"), 2990, 20)).hasSize(11);
    }

    @Test
    void findsTheLastOfTopics() {
        for (int i = 1; i <= 9; i++) {
            append(i % 3 == 0 ? "c" : i % 2 == 0 ? "b" : "a", 1, null);
        }

        assertThat(log.findLast(List.of("a", "b"), 9, 3)).containsExactly(5L, 7L, 8L);
        assertThat(log.findLast(List.of("a", "b", "c"), 4, 2)).containsExactly(3L, 4L);
        assertThat(log.findLast(List.of("none"), 9, 3)).isEmpty();
    }

    @Test
    void keepsTopicsWithFewAndManyAsEntriesComeAndGo() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            append(i / 3000 % 2 == 0 ? "a" : "t" + random.nextInt(50), 0, null);
        }

        List<Long> kept = log.read(1, 10_000).stream()
                .filter(entry -> entry.event().topics().get(0).path().equals("t7"))
                .map(LogEntry::sequence)
                .toList();
        assertThat(log.find(List.of("t7"), 1, 10_000)).isEqualTo(kept);
    }

    @Test
    void greatestAgeIsFine() {
        MemoryLog forEver = new MemoryLog(new Bounds(9, 9, Duration.ofSeconds(Long.MAX_VALUE)), clock);
        forEver.append(Event.of("a", "n", null), new byte[1], null);
        forEver.expire();

        assertThat(forEver.first()).isEqualTo(1);
    }

    private LogEntry append(String topic, int bytes, @Nullable String key) {
        String id = log.append(Event.of(topic, "n", null), new byte[bytes], key)
                .stored()
                .toCompletableFuture()
                .join();
        return log.read(log.sequence(id).orElseThrow(), 1).get(0);
    }
}
