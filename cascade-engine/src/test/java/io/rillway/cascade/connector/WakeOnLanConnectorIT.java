// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WakeOnLanConnectorIT {

    private static final byte[] MAC = {0x00, 0x1b, (byte) 0xc3, 0x44, 0x55, (byte) 0xfe};

    @TempDir
    private Path root;

    private ResourceConnector open(WakeOnLanConnector connector) {
        return connector.open(new ConnectorSite("nas", root.resolve("nas"), "engine", () -> {}));
    }

    private static byte[] received(DatagramSocket socket) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:1b:c3:44:55:fe", "00-1B-C3-44-55-FE"})
    @DisplayName("S1-37 the magic packet: six times FF, sixteen times the address, 102 bytes")
    void sendsTheMagicPacketThreeTimes(String mac) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ResourceConnector nas =
                    open(WakeOnLanConnector.of(mac).to("127.0.0.1").port(socket.getLocalPort()));

            nas.start();

            for (int i = 0; i < 3; i++) {
                byte[] packet = received(socket);
                assertThat(packet).hasSize(102);
                assertThat(Arrays.copyOf(packet, 6)).containsOnly(0xFF);
                for (int copy = 1; copy <= 16; copy++) {
                    assertThat(Arrays.copyOfRange(packet, copy * 6, copy * 6 + 6))
                            .isEqualTo(MAC);
                }
            }
        }
    }

    @Test
    void canNeitherStopNorTellWithoutCommands() throws Exception {
        ResourceConnector nas = open(WakeOnLanConnector.of("00:1b:c3:44:55:fe"));

        assertThat(nas.canStart()).isTrue();
        assertThat(nas.canStop()).isFalse();
        assertThat(nas.isChild()).isFalse();
        assertThat(nas.status()).isEqualTo(ConnectorStatus.UNKNOWN);
        assertThatThrownBy(nas::stop).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("NO_STOP_CAPABILITY");
            assertThat(e.platform()).isEqualTo("wake-on-lan");
        });
    }

    @Test
    void stopsAndAsksByItsCommands() throws Exception {
        ResourceConnector nas = open(WakeOnLanConnector.of("00:1b:c3:44:55:fe")
                .stop("sh", "-c", "echo $WHO > off")
                .status("sh", "-c", "test ! -e off || exit 3")
                .workdir(root)
                .env(Map.of("WHO", "nas"))
                .timeout(Duration.ofSeconds(20)));
        assertThat(nas.status()).isEqualTo(ConnectorStatus.RUNNING);

        nas.stop();

        assertThat(root.resolve("off")).hasContent("nas");
        assertThat(nas.status()).isEqualTo(ConnectorStatus.STOPPED);
    }

    @Test
    @DisplayName("S1-32 HOST_UNREACHABLE: there is no such place to send the packet to")
    void saysThatThereIsNoSuchPlace() {
        ResourceConnector nas = open(WakeOnLanConnector.of("00:1b:c3:44:55:fe")
                .to("no-such-host.invalid")
                .timeout(Duration.ofSeconds(20)));

        assertThatThrownBy(nas::start).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.code()).isEqualTo("HOST_UNREACHABLE");
            assertThat(e.details()).isEqualTo(Map.of("mac", "00:1b:c3:44:55:fe"));
        });
        assertThatThrownBy(nas::test).isInstanceOf(ConnectorException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nas", "00:11:22:33:44", "00:11:22:33:44:55:66", "00:11-22:33:44:55", "00:11:22:33:44:5g"})
    void refusesWhatIsNoAddressOfACard(String mac) {
        assertThatThrownBy(() -> WakeOnLanConnector.of(mac))
                .hasMessage("mac: " + mac + " (expected: an address such as 00:11:22:33:44:55)");
    }

    @Test
    void refusesAPlaceThatCannotBe() {
        WakeOnLanConnector nas = WakeOnLanConnector.of("00:11:22:33:44:55");

        assertThatThrownBy(() -> nas.port(0)).hasMessage("port: 0 (expected: 1 to 65535)");
        assertThatThrownBy(() -> nas.to(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(nas).hasToString("wake-on-lan 00:11:22:33:44:55");
    }
}
