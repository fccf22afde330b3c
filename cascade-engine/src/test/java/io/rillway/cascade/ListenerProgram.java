// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/** Accepts connections on a port until it is ended. */
final class ListenerProgram {

    private ListenerProgram() {}

    /** {@return the command that runs it; small, because there are many} */
    static String[] command(int port) {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            ListenerProgram.class.getName(),
            Integer.toString(port)
        };
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress())) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write('.');
                }
            }
        }
    }
}
