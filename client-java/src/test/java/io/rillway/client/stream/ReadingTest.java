// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.Reception;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.wire.SseLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private final Reading reading =
            new Reading(Reception.defaults().withLimits(new SseLimits(50, 50)), "0", new RecentIds(0));

    private void feed(String... pieces) {
        reading.feed(Arrays.stream(pieces)
                .map(piece -> ByteBuffer.wrap(piece.getBytes(UTF_8)))
                .toList());
    }

    @Test
    void takesWhatSeveralBuffersBring() {
        feed("data: a\n", "\ndata: b\n\nid: 2\nda", "ta: c\n\n");
        assertThat(reading.poll()).isEqualTo(new Received("0", "message", "a"));
        assertThat(reading.poll()).isEqualTo(new Received("0", "message", "b"));
        assertThat(reading.poll()).isEqualTo(new Received("2", "message", "c"));
        assertThat(reading.poll()).isNull();
    }

    @Test
    void anIdCountsOnceItsBlockIsWhole() {
        feed("id: 1\n");
        assertThat(reading.lastEventId()).isEqualTo("0");
        feed("\n");
        assertThat(reading.lastEventId()).isEqualTo("1");
    }

    @Test
    void keepsTheReconnectionTimeItWasToldLast() {
        feed("retry: 10\nretry: x\nretry: 99999999999999999999\n\n");
        assertThat(reading.retry()).contains(Duration.ofMillis(Long.MAX_VALUE));
    }

    @Test
    void givesOutWhatCameBeforeALimitWasPassed() {
        feed("data: a\n\ndata: " + "x".repeat(100));
        assertThat(reading.poll()).isEqualTo(new Received("0", "message", "a"));
        assertThat(reading.poll()).isNull();
        assertThat(reading.passed()).isPresent();
    }
}
