// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.cli.shell.CommandException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinceTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30s, 2026-11-21T11:59:30Z",
        "10m, 2026-11-21T11:50:00Z",
        "2h, 2026-11-21T10:00:00Z",
        "1d, 2026-11-20T12:00:00Z",
        "2026-11-21T13:00:00+02:00, 2026-11-21T11:00:00Z",
        "2026-11-21T11:00:00Z, 2026-11-21T11:00:00Z"
    })
    void readsTimesAgoAndTimes(String text, Instant expected) {
        assertThat(Since.parse(text, NOON)).isEqualTo(expected);
    }

    @Test
    void refusesAnythingElseNamingIt() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Since.parse("yesterday", NOON))
                .withMessage("--since: \"yesterday\" (expected: 10m, 2h, or a time such as 2026-11-21T12:00:00Z)");
    }
}
