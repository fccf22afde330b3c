// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void isZeroWhereThereAreNone() {
        assertThat(latencies.count()).isZero();
        assertThat(latencies.quantile(0.99)).isZero();
    }

    @Test
    void isNeverBelowAndAtMostASixteenthAboveTheTruth() {
        for (long nanos = 1; nanos < 1L << 45; nanos = nanos * 7 / 5 + 1) {
            Latencies one = new Latencies();
            one.record(nanos);
            assertThat(one.quantile(1)).isBetween(Duration.ofNanos(nanos), Duration.ofNanos(nanos + nanos / 16 + 1));
        }
    }

    @Test
    void tellsWhatAShareDidNotExceed() {
        for (int millis = 1; millis <= 100; millis++) {
            latencies.record(Duration.ofMillis(millis).toNanos());
        }
        assertThat(latencies.count()).isEqualTo(100);
        assertThat(latencies.quantile(0.5)).isBetween(Duration.ofMillis(50), Duration.ofMillis(54));
        assertThat(latencies.quantile(0.99)).isBetween(Duration.ofMillis(99), Duration.ofMillis(106));
    }

    @Test
    void takesWhatCannotBeAsZero() {
        latencies.record(-5);
        assertThat(latencies.quantile(1)).isZero();
    }

    @Test
    void printsATable() {
        latencies.record(Duration.ofMillis(2).toNanos());
        assertThat(latencies.lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).matches("  \\w{3}  +2\\.\\d\\d ms"));
    }
}
