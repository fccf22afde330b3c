// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server in a process of its own, over one folder and at one port, that can be killed and started again. */
public final class ServerProcess implements AutoCloseable {

    private final Path folder;
    private final int port;

    // Guarded by this.
    private Process process;

    /** Starts a server of this configuration. */
    public ServerProcess(Path folder, String yaml) throws IOException {
        this.folder = folder;
        this.port = freePort();
        Files.writeString(folder.resolve("rillway.yaml"), yaml);
        this.process = start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.rillway.cli.Rillway",
                        "serve",
                        folder.resolve("rillway.yaml").toString(),
                        "--port",
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Kills it as {@code kill -9} does, and starts it again. */
    public synchronized void killAndRestart() {
        kill();
        try {
            process = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public synchronized void close() {
        kill();
    }
}
