// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real proxy in front of a server, with a sample of docs/proxies.md, over TLS on a port of its own. */
public final class Proxy implements AutoCloseable {

    private static final int TRIES = 3;
    private static final Path SAMPLES = Path.of("..", "docs", "proxies.md");

    /** What kind of proxy it is. */
    interface Kind {

        /** {@return the command that starts it}, after its configuration was written into the folder. */
        List<String> command(Path folder, URI server, int port) throws IOException;
    }

    private final Path folder;
    private final Process process;
    private final int port;

    private Proxy(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** {@return where a program is, if it is installed} */
    static Optional<Path> program(String... names) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@return the samples of a language, in their order} */
    static List<String> samples(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(SAMPLES))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** {@return whether this program may do everything, so that a proxy wants to be told a user} */
    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** {@return a proxy that listens} */
    static Proxy open(Kind kind, Path folder, URI server) throws IOException, InterruptedException {
        Keys.writePem(folder);
        IOException last = new IOException("nothing was tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                return start(kind, folder, server);
            } catch (IOException e) {
                // Somebody else may have taken the port meanwhile.
                last = e;
            }
        }
        throw last;
    }

    private static Proxy start(Kind kind, Path folder, URI server) throws IOException, InterruptedException {
        int port = freePort();
        Process process = new ProcessBuilder(kind.command(folder, server, port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Proxy proxy = new Proxy(folder, process, port);
        proxy.awaitPort();
        return proxy;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException, InterruptedException {
        IOException last = new IOException("it did not start");
        for (int i = 0; i < 100 && process.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                last = e;
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        close();
        throw new IOException(Files.readString(folder.resolve("out")), last);
    }

    /** {@return its address} */
    public URI uri() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** Has it read its configuration again, with new workers; the old ones end. */
    public void reload() throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill ended with " + code);
        }
    }

    /** {@return what it has logged of requests} */
    public String accessLog() throws IOException {
        return Files.readString(folder.resolve("access.log"));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
