// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Connects to a port and stays connected until it is killed. */
final class CallerProgram {

    private CallerProgram() {}

    /** {@return the program, which is about to connect} */
    static Process calling(int port) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classes = Path.of("target", "test-classes").toString();
        return new ProcessBuilder(
                        java.toString(),
                        "-Xmx32m",
                        "-cp",
                        classes,
                        CallerProgram.class.getName(),
                        Integer.toString(port))
                .inheritIO()
                .start();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            if (socket.isConnected()) {
                new CountDownLatch(1).await();
            }
        }
    }
}
