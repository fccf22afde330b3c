// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cli.shell.Screen;
import io.rillway.client.model.StreamEvent.Received;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class EventLineTest {

    private static final Instant CAME = Instant.parse("2026-11-21T12:00:00.512345Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final Screen TERMINAL = new Screen(true, 80, 24, false, true);

    private static Told told(String type, String body) {
        return Told.of(new Received("7", type, body), CAME);
    }

    @Test
    void inAPipeTheTimeIsWholeAndABlankStandsBetweenTheColumns() {
        assertThat(new EventLine(Screen.PIPE, ZONE).of(told("build", "{\"n\": 1.50}")))
                .isEqualTo("2026-11-21T12:00:00.512Z build {\"n\":1.50}");
    }

    @Test
    void inATerminalTheTimeIsLocal() {
        assertThat(new EventLine(TERMINAL, ZONE).of(told("build", "{\"n\":1.50}")))
                .isEqualTo("21:00:00  build  {\"n\":1.50}");
    }

    @Test
    void paintsTheTimeAndTheType() {
        Screen colour = new Screen(true, 80, 24, true, true);
        assertThat(new EventLine(colour, ZONE).of(told("build", "{\"n\":1.50}")))
                .isEqualTo("\u001b[2m21:00:00\u001b[0m  \u001b[32mbuild\u001b[0m  {\"n\":1.50}");
    }

    @Test
    void whatWouldCommandTheTerminalIsSpeltOut() {
        assertThat(new EventLine(TERMINAL, ZONE).of(told("a\u001b[2J", "one\ntwo\u009b1A")))
                .isEqualTo("21:00:00  a\\u001b[2J  one\\u000atwo\\u009b1A");
    }

    @Test
    void asJsonItStandsInOneLine() {
        assertThat(told("build", "{\"n\": 1}").asJson())
                .isEqualTo("{\"id\":\"7\",\"type\":\"build\",\"time\":\"2026-11-21T12:00:00.512Z\",\"data\":{\"n\":1}}");
        assertThat(told("build", "no json").asJson())
                .isEqualTo("{\"id\":\"7\",\"type\":\"build\",\"time\":\"2026-11-21T12:00:00.512Z\",\"data\":\"no json\"}");
    }
}
