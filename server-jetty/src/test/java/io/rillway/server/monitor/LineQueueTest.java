// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import io.rillway.server.monitor.LineQueue.Next;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LineQueueTest {

    private final LineQueue queue = new LineQueue(2);

    private static LogLine line(String message) {
        return new LogLine(
                Instant.EPOCH, Level.INFO, message, Entity.of(Map.of("logger", "io.rillway.hub.write.Shard")));
    }

    @Test
    @DisplayName("S2-12 of too many lines the oldest go, and are counted")
    void dropsTheOldest() {
        for (String message : List.of("a", "b", "c", "d")) {
            queue.add(line(message));
        }

        assertThat(queue.next(0)).isEqualTo(new Next(2, line("c")));
        assertThat(queue.next(0)).isEqualTo(new Next(0, line("d")));
        assertThat(queue.next(0)).isEqualTo(new Next(0, null));
    }

    @Test
    void givesWhatWaitsBeforeItEnds() {
        queue.add(line("a"));
        queue.end();
        queue.add(line("b"));

        assertThat(queue.next(0)).isEqualTo(new Next(0, line("a")));
        assertThat(queue.next(0)).isNull();
    }

    @Test
    void looksUpWhenWoken() {
        queue.wake();

        assertThat(queue.next(TimeUnit.DAYS.toNanos(1))).isEqualTo(new Next(0, null));
    }

    @Test
    void interruptionIsTheEnd() {
        Thread.currentThread().interrupt();

        assertThat(queue.next(TimeUnit.DAYS.toNanos(1))).isNull();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    @DisplayName("S2-08 what the hub itself logs is told ten times a second at most, so that nothing runs in a circle")
    void anEchoDrowns() {
        AtomicLong now = new AtomicLong();
        Echo echo = new Echo(now::get);
        LogLine ours = new LogLine(Instant.EPOCH, Level.INFO, "m", null);

        for (int i = 0; i < 10; i++) {
            assertThat(echo.drowns(line("m"))).isFalse();
        }
        assertThat(echo.drowns(line("m"))).isTrue();
        assertThat(echo.drowns(ours)).isFalse();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(echo.drowns(line("m"))).isFalse();
    }
}
