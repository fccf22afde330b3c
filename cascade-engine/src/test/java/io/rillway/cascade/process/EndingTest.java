// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndingTest {

    @Test
    void refusesASignalThatNobodyKnows() {
        assertThatThrownBy(() -> new Ending("SIGTERM", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("stopSignal: SIGTERM (expected: one of [HUP, INT, KILL,");
    }

    @Test
    void refusesAGraceBelowZeroOrWithoutEnd() {
        assertThatThrownBy(() -> new Ending("TERM", Duration.ofMillis(-1)))
                .hasMessage("stopTimeout: PT-0.001S (expected: zero to PT24H)");
        assertThatThrownBy(() -> new Ending("TERM", Duration.ofDays(2))).hasMessageStartingWith("stopTimeout: PT48H");
    }
}
