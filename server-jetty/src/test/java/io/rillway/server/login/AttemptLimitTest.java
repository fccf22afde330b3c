// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {

    private final ManualClock clock = new ManualClock();
    private final AttemptLimit limit = new AttemptLimit(clock, 3, Duration.ofSeconds(30));

    private void use(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limit.take("a")).isZero();
        }
    }

    @Test
    void soManyAtOnceAndThenOneByOne() {
        use(3);
        assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(30));

        clock.advance(Duration.ofSeconds(20));
        assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(10));
        use(1);
        assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(30));

        clock.advance(Duration.ofHours(1));
        use(3);
        assertThat(limit.take("a")).isPositive();
    }

    @Test
    void aKeyUsesUpNothingOfAnother() {
        use(3);

        assertThat(limit.take("b")).isZero();
    }

    @Test
    void aResetGivesEverythingBack() {
        use(3);
        limit.reset("a");

        use(3);
    }

    @Test
    void aFloodOfKeysDoesNotFreeOneThatIsBusy() {
        use(3);
        for (int i = 0; i < 30_000; i++) {
            limit.take("k" + i);
            assertThat(limit.take("a")).isPositive();
        }
    }
}
