// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final ManualClock clock = new ManualClock();
    private final Backoff backoff = new Backoff(Duration.ofSeconds(5), clock, () -> 0);

    private long next(String address) {
        return backoff.next(address).toSeconds();
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        assertThat(new long[] {next("a"), next("a"), next("a"), next("a"), next("a"), next("a")})
                .containsExactly(5, 10, 20, 40, 60, 60);
        assertThat(next("b")).isEqualTo(5);
    }

    @Test
    void beginsAgainAfterTwoQuietMinutes() {
        next("a");
        clock.advance(Duration.ofMinutes(2));
        assertThat(next("a")).isEqualTo(10);
        clock.advance(Duration.ofMinutes(2).plusMillis(1));

        assertThat(next("a")).isEqualTo(5);
    }

    @Test
    void isSpread() {
        Backoff spread = new Backoff(Duration.ofSeconds(5), clock, () -> 0.8);

        assertThat(spread.next("a")).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void forgetsWhoeverWasRefusedLongestAgo() {
        next("a");
        for (int i = 0; i < 10_000; i++) {
            next("x" + i);
        }

        assertThat(next("a")).isEqualTo(5);
        assertThat(next("x9999")).isEqualTo(10);
    }
}
