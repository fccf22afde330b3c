// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static long[] millis(Duration interval, int polls) {
        return Stream.iterate(Rhythm.upTo(interval), Rhythm::next)
                .limit(polls)
                .mapToLong(rhythm -> rhythm.delay().toMillis())
                .toArray();
    }

    @Test
    @DisplayName("S1-31 polls quickly first and slower later, never more seldom than at the interval")
    void pollsQuicklyFirstAndSlowerLater() {
        assertThat(millis(Duration.ofSeconds(1), 7)).containsExactly(50, 100, 200, 400, 800, 1000, 1000);
    }

    @Test
    void aShortIntervalIsKeptFromTheFirstPollOn() {
        assertThat(millis(Duration.ofMillis(20), 3)).containsExactly(20, 20, 20);
    }
}
