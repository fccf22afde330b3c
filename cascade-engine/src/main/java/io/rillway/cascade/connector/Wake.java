// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.net.Addresses;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Sends a magic packet.
 *
 * @param packet the packet
 * @param address where to; empty for every network that this machine is on
 * @param port the port there
 * @param patience how long the look-up of an address may take
 */
record Wake(MagicPacket packet, Optional<String> address, int port, Duration patience) {

    private static final int TIMES = 3;

    void send() throws IOException, InterruptedException {
        List<InetSocketAddress> targets = targets();
        byte[] bytes = packet.bytes();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            int sent = 0;
            IOException failure = new IOException("no network to send it to");
            for (int i = 0; i < TIMES * targets.size(); i++) {
                try {
                    socket.send(new DatagramPacket(bytes, bytes.length, targets.get(i % targets.size())));
                    sent++;
                } catch (IOException e) {
                    failure = e; // one network of several may be down
                }
            }
            if (sent == 0) {
                throw failure;
            }
        }
    }

    /** {@return where the packet would go; looks the place up} */
    List<InetSocketAddress> targets() throws IOException, InterruptedException {
        return address.isPresent() ? List.of(new InetSocketAddress(lookUp(address.get()), port)) : broadcasts();
    }

    private InetAddress lookUp(String place) throws IOException, InterruptedException {
        try {
            List<InetAddress> found = new Addresses(place).find(patience);
            return found.stream()
                    .filter(address -> !(address instanceof Inet6Address))
                    .findFirst()
                    .orElse(found.get(0));
        } catch (TimeoutException e) {
            throw new IOException("no address of " + place + " in time", e);
        } catch (UnknownHostException e) {
            throw new IOException("unknown host " + place, e);
        }
    }

    private List<InetSocketAddress> broadcasts() throws IOException {
        List<InetSocketAddress> targets = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (network.isUp() && !network.isLoopback()) {
                network.getInterfaceAddresses().stream()
                        .map(InterfaceAddress::getBroadcast)
                        .filter(Objects::nonNull)
                        .map(broadcast -> new InetSocketAddress(broadcast, port))
                        .forEach(targets::add);
            }
        }
        if (targets.isEmpty()) {
            targets.add(new InetSocketAddress("255.255.255.255", port));
        }
        return targets;
    }
}
