// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpProbeIT {

    private static final Duration TIME = Duration.ofSeconds(5);

    @Test
    void isHealthyWhereAConnectionIsAccepted() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getAllByName("127.0.0.1")[0])) {
            assertThat(Probe.tcp(server.getLocalPort()).check(TIME))
                    .isEqualTo(ProbeResult.healthy("connection accepted by localhost:" + server.getLocalPort()));
        }
    }

    @Test
    void triesEveryAddressOfThisMachine() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getAllByName("::1")[0])) {
            assertThat(Probe.tcp("LOCALHOST", server.getLocalPort()).check(TIME).healthy())
                    .isTrue();
        }
    }

    @Test
    void saysWhoRefused() throws Exception {
        int port = freePort();

        assertThat(Probe.tcp(port).check(TIME))
                .isEqualTo(ProbeResult.unhealthy("connection refused by localhost:" + port));
        assertThat(Probe.tcp("127.0.0.1", port).check(TIME))
                .isEqualTo(ProbeResult.unhealthy("connection refused by 127.0.0.1:" + port));
        assertThat(Probe.tcp("::1", port).check(TIME))
                .isEqualTo(ProbeResult.unhealthy("connection refused by [::1]:" + port));
    }

    @Test
    void saysThatAHostIsUnknown() throws Exception {
        String tooLong = "x".repeat(300);

        assertThat(Probe.tcp(tooLong, 80).check(TIME)).isEqualTo(ProbeResult.unhealthy("unknown host " + tooLong));
    }

    @Test
    void endsInTimeWhereNobodyAnswers() throws Exception {
        try (FullServer server = new FullServer()) {
            Duration time = Duration.ofMillis(300);
            long before = System.nanoTime();

            ProbeResult result = Probe.tcp("127.0.0.1", server.port()).check(time);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(time, TIME);
            assertThat(result)
                    .isEqualTo(ProbeResult.unhealthy("no answer from 127.0.0.1:" + server.port() + " within 300 ms"));
        }
    }

    @Test
    void endsSoonWhenItIsInterrupted() throws Exception {
        try (FullServer server = new FullServer()) {
            assertThat(Interruption.of(Probe.tcp("127.0.0.1", server.port()))).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void refusesAPortOrAHostThatCannotBe() {
        assertThatThrownBy(() -> Probe.tcp(0)).hasMessage("port: 0 (expected: 1 to 65535)");
        assertThatThrownBy(() -> Probe.tcp("nas", 65_536)).hasMessage("port: 65536 (expected: 1 to 65535)");
        assertThatThrownBy(() -> Probe.tcp(" ", 80)).hasMessage("host: \" \" (expected: a name or an address)");
    }

    private static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            return server.getLocalPort();
        }
    }
}
