// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.testing.ManualLoop;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LoopClockTest {

    private final ManualClock time = new ManualClock();
    private int asked;

    @Test
    void asksItsSourceOnlyWhenTheLoopsTimeHasGoneOn() {
        Instant begin = Instant.parse("2026-11-22T00:00:00Z");
        InstantSource source = () -> begin.plusSeconds(asked++);
        LoopClock clock = new LoopClock(new ManualLoop(time), source);

        assertThat(clock.instant()).isEqualTo(begin);
        assertThat(clock.instant()).isEqualTo(begin);
        time.advance(Duration.ofNanos(1));
        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(1));
    }
}
