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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real nginx with the configuration of docs/proxies.md, in front of a server, over TLS on a port of its own. */
public final class Nginx implements AutoCloseable {

    private static final int TRIES = 3;
    private static final Path SAMPLES = Path.of("..", "docs", "proxies.md");

    private final Path folder;
    private final Process process;
    private final int port;

    private Nginx(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** {@return where nginx is, if it is installed} */
    public static Optional<Path> program() {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@return an nginx that listens} */
    public static Nginx open(Path folder, URI server) throws IOException, InterruptedException {
        IOException last = new IOException("nginx was not tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                return start(folder, server);
            } catch (IOException e) {
                // Somebody else may have taken the port meanwhile.
                last = e;
            }
        }
        throw last;
    }

    private static Nginx start(Path folder, URI server) throws IOException, InterruptedException {
        int port = freePort();
        writeKey(folder);
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration(folder, server, port));
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(), "-p", folder + "/", "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Nginx nginx = new Nginx(folder, process, port);
        nginx.awaitPort();
        return nginx;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException, InterruptedException {
        IOException last = new IOException("nginx did not start");
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
        process.destroy();
        throw new IOException(Files.readString(folder.resolve("out")), last);
    }

    /** The sample as it stands in the documentation, with this machine's places and a short patience. */
    private static String configuration(Path folder, URI server, int port) throws IOException {
        Matcher blocks = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(SAMPLES));
        String main = next(blocks).replace("30s", "1s");
        String http = next(blocks)
                .replace("127.0.0.1:8080", server.getAuthority())
                .replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("/etc/ssl/rillway.crt", "server.crt")
                .replace("/etc/ssl/rillway.key", "server.key");
        String log = next(blocks).replace("/var/log/nginx/rillway.log", "access.log");
        String root = "root".equals(System.getProperty("user.name")) ? "user root;\n" : "";
        return root + "daemon off;\nerror_log error.log;\npid nginx.pid;\n" + main + "events {}\nhttp {\n"
                + Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                        .map(name -> name + "_temp_path " + folder + "/" + name + ";\n")
                        .reduce("", String::concat)
                + log + http + "}\n";
    }

    private static String next(Matcher blocks) throws IOException {
        if (!blocks.find()) {
            throw new IOException(SAMPLES + " has fewer samples than expected");
        }
        return blocks.group(1);
    }

    private static void writeKey(Path folder) throws IOException {
        try {
            char[] password = Keys.PASSWORD.toCharArray();
            KeyStore store = KeyStore.getInstance(Keys.store().toFile(), password);
            String alias = store.aliases().nextElement();
            pem(
                    folder.resolve("server.crt"),
                    "CERTIFICATE",
                    store.getCertificate(alias).getEncoded());
            pem(
                    folder.resolve("server.key"),
                    "PRIVATE KEY",
                    store.getKey(alias, password).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void pem(Path file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    /** {@return its address} */
    public URI uri() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** Reads the configuration again, with new workers; the old ones end. */
    public void reload() throws IOException, InterruptedException {
        String pid = Files.readString(folder.resolve("nginx.pid")).strip();
        int code = new ProcessBuilder("kill", "-HUP", pid).start().waitFor();
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
