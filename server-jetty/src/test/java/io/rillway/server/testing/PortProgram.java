// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A service that listens on a port and does nothing else. */
public final class PortProgram {

    private PortProgram() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                socket.accept().close();
            }
        }
    }
}
