// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static Optional<Duration> retryAfter(String value) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, each) -> true);
        return new Head(URI.create("http://host/x"), 503, headers).refusal(NOW).retryAfter();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "12,12", "' 7 ',7", "00000000012,12", "999999999,999999999"})
    void waitsAsManySecondsAsItIsAsked(String value, long seconds) {
        assertThat(retryAfter(value)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void aWaitBeyondMeasureIsALongOne() {
        assertThat(retryAfter("9".repeat(40))).contains(Duration.ofSeconds(999_999_999));
    }

    @Test
    void waitsUntilADate() {
        assertThat(retryAfter("Sat, 21 Nov 2026 12:00:20 GMT")).contains(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1.5", "soon", "1,2", "Sat, 21 Nov 2026 11:59:59 GMT", "Mon, 21 Nov 2026 12:00:20 GMT"
            })
    void asksForNothingWhereItSaysNothingToWaitFor(String value) {
        assertThat(retryAfter(value)).isEmpty();
    }
}
