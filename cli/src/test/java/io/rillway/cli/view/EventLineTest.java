// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cli.shell.Screen;
import io.rillway.client.model.StreamEvent.Received;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.5Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final Screen TERMINAL = new Screen(true, 80, 24, false, true);

    private static Told told(String type, String body) {
        return Told.of(new Received("7", type, body));
    }

    private static String full(String time) {
        return "{\"type\":\"build\",\"topics\":[\"a\",\"b/c\"],\"timestamp\":\"" + time + "\",\"data\":{\"n\":1.50}}";
    }

    @Test
    void inAPipeTheTimeIsWholeAndABlankStandsBetweenTheColumns() {
        EventLine line = new EventLine(Screen.PIPE, ZONE);
        assertThat(line.of(told("build", full("2026-11-21T11:59:00Z")), NOW))
                .isEqualTo("2026-11-21T11:59:00.000Z a,b/c build {\"n\":1.50}");
        assertThat(line.of(told("build", "{\"n\":1}"), NOW)).isEqualTo("2026-11-21T12:00:00.500Z - build {\"n\":1}");
    }

    @Test
    void inATerminalTheTimeIsLocalAndTheDayIsToldIfItIsAnother() {
        EventLine line = new EventLine(TERMINAL, ZONE);
        assertThat(line.of(told("build", full("2026-11-21T11:59:00Z")), NOW))
                .isEqualTo("20:59:00  a,b/c  build  {\"n\":1.50}");
        assertThat(line.of(told("build", full("2026-11-20T14:59:59Z")), NOW))
                .isEqualTo("2026-11-20 23:59:59  a,b/c  build  {\"n\":1.50}");
    }

    @Test
    void paintsTheTimeAndTheType() {
        Screen colour = new Screen(true, 80, 24, true, true);
        assertThat(new EventLine(colour, ZONE).of(told("build", full("2026-11-21T11:59:00Z")), NOW))
                .isEqualTo("\u001b[2m20:59:00\u001b[0m  a,b/c  \u001b[32mbuild\u001b[0m  {\"n\":1.50}");
    }

    @Test
    void whatWouldCommandTheTerminalIsSpeltOut() {
        EventLine line = new EventLine(TERMINAL, ZONE);
        assertThat(line.of(told("a\u001b[2J", "one\ntwo\u009b1A"), NOW))
                .isEqualTo("21:00:00  -  a\\u001b[2J  one\\u000atwo\\u009b1A");
    }

    @Test
    void asJsonAllThatTheServerSaidStandsInOneLine() {
        assertThat(told("build", full("2026-11-21T11:59:00Z")).asJson())
                .isEqualTo("{\"id\":\"7\",\"type\":\"build\",\"topics\":[\"a\",\"b/c\"],"
                        + "\"time\":\"2026-11-21T11:59:00Z\",\"data\":{\"n\":1.50}}");
        assertThat(told("build", "{\"n\":1}").asJson())
                .isEqualTo("{\"id\":\"7\",\"type\":\"build\",\"data\":{\"n\":1}}");
        assertThat(told("build", "no json").asJson())
                .isEqualTo("{\"id\":\"7\",\"type\":\"build\",\"data\":\"no json\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"other\",\"topics\":[],\"timestamp\":\"2026-11-21T11:59:00Z\",\"data\":1}",
                "{\"type\":\"build\",\"topics\":[],\"timestamp\":\"soon\",\"data\":1}",
                "{\"type\":\"build\",\"topics\":\"a\",\"timestamp\":\"2026-11-21T11:59:00Z\",\"data\":1}",
                "{\"type\":\"build\",\"topics\":[],\"timestamp\":\"2026-11-21T11:59:00Z\",\"payload\":1}",
                "[]",
                "7",
                ""
            })
    void aPayloadThatOnlyLooksLikeAnEnvelopeIsAPayload(String body) {
        assertThat(told("build", body).topics()).isEmpty();
        assertThat(told("build", body).at()).isEmpty();
    }
}
