// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    /** A Sunday. */
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0120, 120", "999999999, 999999999"})
    void readsSeconds(String value, long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void moreSecondsThanAnybodyWaitsAreManySeconds() {
        assertThat(RetryAfter.parse("99999999999999999999999", NOW).orElseThrow())
                .isGreaterThan(Duration.ofDays(10_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "Sun, 06 Nov 1994 09:49:37 +0100"
            })
    void readsTheThreeWaysToWriteADate(String value) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(37));
    }

    @Test
    void aYearOfTwoDigitsIsAtMostFiftyYearsAhead() {
        Instant later = Instant.parse("2026-11-21T00:00:00Z");
        assertThat(RetryAfter.parse("Saturday, 21-Nov-76 00:00:00 GMT", later).orElseThrow())
                .isGreaterThan(Duration.ofDays(49 * 365));
        assertThat(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", later)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "+1",
                "1.5",
                "1s",
                "0x10",
                "\u0663",
                "Sun, 06 Nov 1994 08:48:59 GMT",
                "Sun, 36 Nov 1994"
            })
    void whatMakesNoSenseOrIsOverIsNothing(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }
}
