// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineProbeTest {

    private static final Duration TIME = Duration.ofSeconds(1);

    private final List<String> lines = new ArrayList<>();

    private final Output output = (line, timeout) -> lines.stream().anyMatch(line::isIn);

    @Test
    void isHealthyOnceTheLineIsThere() throws Exception {
        Probe probe = Probe.line(LinePattern.text("ready (80)"));
        assertThat(probe.check(output, TIME)).isEqualTo(ProbeResult.unhealthy("it has not written \"ready (80)\" yet"));

        lines.add("12:00 ready (80).");

        assertThat(probe.check(output, TIME)).isEqualTo(ProbeResult.healthy("it has written \"ready (80)\""));
        assertThat(probe).hasToString("line \"ready (80)\"");
    }

    @Test
    void findsWhatAnExpressionDescribes() throws Exception {
        lines.add("12:00 ready on 80");

        assertThat(Probe.line(LinePattern.regex("ready on \\d+$"))
                        .check(output, TIME)
                        .healthy())
                .isTrue();
        assertThat(Probe.line(LinePattern.regex("^ready")).check(output, TIME).healthy())
                .isFalse();
    }

    @Test
    void saysThatNobodyKeepsTheOutput() throws Exception {
        assertThat(Probe.line(LinePattern.text("ready")).check(TIME))
                .isEqualTo(ProbeResult.unhealthy("output: its connector keeps no output"));
    }

    @Test
    void refusesWhatIsNoExpression() {
        assertThatThrownBy(() -> LinePattern.regex("a(b"))
                .hasMessage("regex: Unclosed group at 3 (expected: a regular expression)");
        assertThatThrownBy(() -> LinePattern.text("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(LinePattern.text("a")).isEqualTo(LinePattern.text("a")).isNotEqualTo(LinePattern.regex("a"));
    }
}
