// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.system.Pace;
import io.rillway.cascade.system.ProcessTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A folder in which connectors are opened over real processes; what they left is ended when it closes. */
final class Workshop {

    static final Duration LONG = Duration.ofSeconds(30);

    private static final ProcessTable TABLE = ProcessTable.ofThisSystem();

    final AtomicInteger changes = new AtomicInteger();

    private final Path root;
    private final List<ResourceConnector> opened = new ArrayList<>();

    Workshop(Path root) {
        this.root = root;
    }

    ConnectorSite site() {
        return new ConnectorSite("db", folder(), "engine-" + root.getFileName(), changes::incrementAndGet);
    }

    Path folder() {
        return root.resolve("data/db");
    }

    ResourceConnector open(ConnectorSource source) {
        ResourceConnector connector = source.open(site());
        opened.add(connector);
        return connector;
    }

    /** Writes a shell script and names the command that runs it. */
    String[] script(String... lines) throws IOException {
        Path script = root.resolve("script.sh");
        Files.writeString(script, String.join("\n", lines) + "\n");
        return new String[] {"/bin/sh", script.toString()};
    }

    /** Writes a shell script that can be run as a program of this name. */
    Path program(String name, String... lines) throws IOException {
        Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** {@return the pid that a script writes to the file} */
    long pid(String file) throws InterruptedException, IOException {
        Path path = root.resolve(file);
        await(() -> Files.exists(path) && !text(path).isBlank());
        return Long.parseLong(text(path).strip());
    }

    /** {@return the pid of the child that the mark on disk names} */
    long childPid() {
        return text(mark())
                .lines()
                .filter(line -> line.startsWith("pid="))
                .mapToLong(line -> Long.parseLong(line.substring("pid=".length())))
                .findFirst()
                .orElseThrow();
    }

    Path mark() {
        return folder().resolve("process.mark");
    }

    static boolean lives(long pid) {
        return TABLE.find(pid).isPresent();
    }

    /** Waits until not even a zombie is left of the process. */
    static void awaitNoTrace(long pid) throws InterruptedException {
        await(() -> !Files.exists(Path.of("/proc", Long.toString(pid))));
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        assertThat(Pace.await(condition, LONG)).isTrue();
    }

    void close() throws InterruptedException {
        for (ResourceConnector connector : opened) {
            if (connector.isChild()) {
                connector.stop();
            }
            connector.close();
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
