// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts a real nginx with the configuration of docs/proxies.md. */
public final class Nginx {

    private Nginx() {}

    /** {@return where nginx is, if it is installed} */
    public static Optional<Path> program() {
        return Proxy.program("nginx");
    }

    /** {@return an nginx that listens} */
    public static Proxy open(Path folder, URI server) throws IOException, InterruptedException {
        return Proxy.open(Nginx::command, folder, server);
    }

    private static List<String> command(Path folder, URI server, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration(folder, server, port));
        return List.of(program().orElseThrow().toString(), "-p", folder + "/", "-c", file.toString());
    }

    /** The sample as it stands in the documentation, with this machine's places and a short patience. */
    private static String configuration(Path folder, URI server, int port) throws IOException {
        List<String> samples = Proxy.samples("nginx");
        String main = samples.get(0).replace("30s", "1s");
        String http = samples.get(1)
                .replace("127.0.0.1:8080", server.getAuthority())
                .replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("/etc/ssl/rillway.crt", "server.crt")
                .replace("/etc/ssl/rillway.key", "server.key");
        String log = samples.get(2).replace("/var/log/nginx/rillway.log", "access.log");
        return (Proxy.isRoot() ? "user root;\n" : "") + "daemon off;\nerror_log error.log;\npid nginx.pid;\n" + main
                + "events {}\nhttp {\n"
                + Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                        .map(name -> name + "_temp_path " + folder + "/" + name + ";\n")
                        .reduce("", String::concat)
                + log + http + "}\n";
    }
}
