// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.net.Endpoint;
import io.rillway.cascade.probe.LinePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A machine that is woken over the network, by a magic packet of 102 bytes.
 *
 * <p>Waking is a wish that nobody acknowledges: the packet goes out three times, and a probe must tell whether the machine came
 * up. Without an address the packet goes to the broadcast address of every network that this machine is on, port 9.
 * A machine cannot be put to sleep this way: that takes a command, as does asking how it stands. What is said of them in
 * {@link CommandConnector} holds here too.
 *
 * <p><b>Threads:</b> immutable. What it opens owns no thread. <b>Errors:</b> {@link ConnectorException} with
 * {@code HOST_UNREACHABLE} where the packet could not be sent, and those of {@link CommandConnector}. <b>Limits:</b> a
 * broadcast does not cross routers: for another network give that network's broadcast address, if its router lets it pass. No
 * SecureOn password.
 */
public final class WakeOnLanConnector implements ConnectorSource {

    private static final int PORT = 9;

    private final MagicPacket packet;
    private final Optional<String> address;
    private final int port;
    private final CommandConnector commands;

    private WakeOnLanConnector(MagicPacket packet, Optional<String> address, int port, CommandConnector commands) {
        this.packet = packet;
        this.address = address;
        this.port = port;
        this.commands = commands;
    }

    /**
     * {@return a connector that wakes the machine and can do nothing else}
     *
     * @param mac the address of its network card, such as {@code 00:11:22:33:44:55}
     * @throws IllegalArgumentException if it is none
     */
    public static WakeOnLanConnector of(String mac) {
        return new WakeOnLanConnector(MagicPacket.of(mac), Optional.empty(), PORT, CommandConnector.empty());
    }

    /**
     * {@return this connector with another place to send the packet to}
     *
     * @param address a broadcast address, or the name or address of one machine
     * @throws IllegalArgumentException if the address is blank
     */
    public WakeOnLanConnector to(String address) {
        Endpoint place = new Endpoint(address, port);
        return new WakeOnLanConnector(packet, Optional.of(place.host()), port, commands);
    }

    /**
     * {@return this connector with another port to send the packet to}
     *
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if the port is out of range
     */
    public WakeOnLanConnector port(int port) {
        Endpoint place = new Endpoint(address.orElse("broadcast"), port);
        return new WakeOnLanConnector(packet, address, place.port(), commands);
    }

    /**
     * {@return this connector with a command that stops the machine}
     *
     * @param command the program and its arguments
     */
    public WakeOnLanConnector stop(String... command) {
        return with(commands.stop(command));
    }

    /**
     * {@return this connector with a command that says how the machine stands}
     *
     * @param command the program and its arguments
     */
    public WakeOnLanConnector status(String... command) {
        return with(commands.status(command));
    }

    /**
     * {@return this connector with a status command that says by its output whether the machine runs}
     *
     * @param line what it writes if the machine runs
     */
    public WakeOnLanConnector runningWhen(LinePattern line) {
        return with(commands.runningWhen(line));
    }

    /**
     * {@return this connector with another folder for its commands to run in}
     *
     * @param workdir the folder
     */
    public WakeOnLanConnector workdir(Path workdir) {
        return with(commands.workdir(workdir));
    }

    /**
     * {@return this connector with these variables in its commands' environment}
     *
     * @param env the variables
     */
    public WakeOnLanConnector env(Map<String, String> env) {
        return with(commands.env(env));
    }

    /**
     * {@return this connector with another time for each command, and for looking up the address}
     *
     * @param timeout more than zero and at most one day
     */
    public WakeOnLanConnector timeout(Duration timeout) {
        return with(commands.timeout(timeout));
    }

    @Override
    public ResourceConnector open(ConnectorSite site) {
        Platform platform = new Platform("wake-on-lan", site.resourceId());
        Wake wake = new Wake(packet, address, port, commands.timeout());
        return new OpenWake(platform, wake, commands.open(site, platform));
    }

    private WakeOnLanConnector with(CommandConnector other) {
        return new WakeOnLanConnector(packet, address, port, requireNonNull(other, "commands"));
    }

    @Override
    public String toString() {
        return "wake-on-lan " + packet;
    }
}
