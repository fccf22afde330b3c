// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommandProbeIT {

    private static final Duration TIME = Duration.ofSeconds(10);

    @Test
    void isHealthyWhereTheCommandEndsWell() throws Exception {
        assertThat(Probe.command(List.of("sh", "-c", "exit 0")).check(TIME))
                .isEqualTo(ProbeResult.healthy("exit code 0 of sh"));
    }

    @Test
    void saysHowTheCommandEndedAndWhatItWroteLast() throws Exception {
        assertThat(Probe.command(List.of("sh", "-c", "echo one; echo no response >&2; exit 2"))
                        .check(TIME))
                .isEqualTo(ProbeResult.unhealthy("exit code 2 of sh (expected: exit code 0): no response"));
    }

    @Test
    void isUnhealthyWhereTheCommandIsMissing() throws Exception {
        ProbeResult result = Probe.command(List.of("no-such-program")).check(TIME);

        assertThat(result.healthy()).isFalse();
        assertThat(result.reason()).startsWith("command: no-such-program (expected: an executable program");
    }

    @Test
    void killsACommandWhoseTimeIsOver() throws Exception {
        assertThat(Probe.command(List.of("sleep", "300")).check(Duration.ofMillis(300)))
                .isEqualTo(ProbeResult.unhealthy("no end in time of sleep (expected: exit code 0)"));
    }

    @Test
    void endsSoonWhenItIsInterrupted() throws Exception {
        assertThat(Interruption.of(Probe.command(List.of("sleep", "300")))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void refusesNoCommand() {
        assertThatThrownBy(() -> Probe.command(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
