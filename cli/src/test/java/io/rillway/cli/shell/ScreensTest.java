// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.shell;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreensTest {

    @Test
    void takesTheSizeOfTheTerminalUnlessTheEnvironmentSaysOtherwise() {
        assertThat(Screens.of(Map.of(), UTF_8, true, "50 132\n")).isEqualTo(new Screen(true, 132, 50, true, true));
        assertThat(Screens.of(Map.of("COLUMNS", "70", "LINES", "x"), UTF_8, true, "50 132"))
                .isEqualTo(new Screen(true, 70, 50, true, true));
        assertThat(Screens.of(Map.of(), UTF_8, true, "")).isEqualTo(new Screen(true, 80, 24, true, true));
        assertThat(Screens.of(Map.of(), UTF_8, true, "0 0")).isEqualTo(new Screen(true, 80, 24, true, true));
    }

    @Test
    void honoursNoColor() {
        assertThat(Screens.of(Map.of("NO_COLOR", "1"), UTF_8, true, "").colour())
                .isFalse();
        assertThat(Screens.of(Map.of("NO_COLOR", ""), UTF_8, true, "").colour()).isTrue();
        assertThat(Screens.of(Map.of(), UTF_8, false, "").colour()).isFalse();
    }

    @Test
    void staysWithAsciiWhereTheCharsetHasNoBlocks() {
        assertThat(Screens.of(Map.of(), US_ASCII, true, "").unicode()).isFalse();
    }
}
