// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a real Apache httpd with the configuration of docs/proxies.md. */
public final class Apache {

    private static final List<Path> MODULES =
            List.of(Path.of("/usr/lib/apache2/modules"), Path.of("/usr/lib64/httpd/modules"));

    private Apache() {}

    /** {@return where Apache is, if it is installed} */
    public static Optional<Path> program() {
        return Proxy.program("apache2", "httpd");
    }

    /** {@return an Apache that listens} */
    public static Proxy open(Path folder, URI server) throws IOException, InterruptedException {
        return Proxy.open(Apache::command, folder, server);
    }

    private static List<String> command(Path folder, URI server, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("httpd.conf"), configuration(folder, server, port));
        return List.of(
                program().orElseThrow().toString(), "-d", folder.toString(), "-f", file.toString(), "-DFOREGROUND");
    }

    /** The sample as it stands in the documentation, with this machine's places. */
    private static String configuration(Path folder, URI server, int port) throws IOException {
        List<String> samples = Proxy.samples("apache");
        String host = samples.get(0)
                .replace("*:443", "127.0.0.1:" + port)
                .replace("127.0.0.1:8080", server.getAuthority())
                .replace("/etc/ssl/rillway", folder + "/server");
        String log = samples.get(1).replace("/var/log/apache2/rillway.log", "access.log");
        return (Proxy.isRoot() ? "User daemon\nGroup daemon\n" : "") + modules()
                + "DefaultRuntimeDir " + folder + "\nPidFile httpd.pid\nErrorLog error.log\nServerName localhost\n"
                + "Listen 127.0.0.1:" + port + "\n" + log + host;
    }

    private static String modules() {
        Path modules = MODULES.stream().filter(Files::isDirectory).findFirst().orElseThrow();
        return Stream.of("mpm_event", "authz_core", "env", "proxy", "proxy_http", "headers", "ssl", "http2")
                .map(name -> "LoadModule " + name + "_module " + modules + "/mod_" + name + ".so\n")
                .collect(Collectors.joining());
    }
}
