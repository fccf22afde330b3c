// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The connector of one machine that is woken over the network, and stopped by a command if at all. */
final class OpenWake implements ResourceConnector {

    private final Platform platform;
    private final Wake wake;
    private final ResourceConnector commands;

    OpenWake(Platform platform, Wake wake, ResourceConnector commands) {
        this.platform = platform;
        this.wake = wake;
        this.commands = commands;
    }

    @Override
    public void start() throws InterruptedException {
        try {
            wake.send();
        } catch (IOException e) {
            throw unsent(e);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        commands.stop();
    }

    @Override
    public ConnectorStatus status() throws InterruptedException {
        return commands.status();
    }

    @Override
    public void test() throws InterruptedException {
        try {
            wake.targets();
        } catch (IOException e) {
            throw unsent(e);
        }
        commands.test();
    }

    @Override
    public boolean canStop() {
        return commands.canStop();
    }

    @Override
    public List<String> lastOutput(int lines) {
        return commands.lastOutput(lines);
    }

    private ConnectorException unsent(IOException e) {
        String what = "the packet to " + wake.packet() + " was not sent: " + e.getMessage();
        Map<String, String> details = Map.of("mac", wake.packet().toString());
        return platform.failure(ConnectorException.HOST_UNREACHABLE, what, details, e);
    }
}
