// SPDX-License-Identifier: Apache-2.0
package io.rillway.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of the README, with real processes, a real server and the real command line, on free ports. */
class QuickstartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Map<Integer, Integer> ports = new LinkedHashMap<>();
    private Process server;
    private String url = "";

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void serve() throws IOException {
        copyExample();
        server = rillway("serve", folder.resolve("rillway.yaml").toString(), "--port", "0")
                .redirectOutput(folder.resolve("serve.out").toFile())
                .redirectError(folder.resolve("serve.err").toFile())
                .start();
        await().atMost(PATIENCE)
                .until(() -> Files.readString(folder.resolve("serve.out")).contains("Stop the server"));
        url = Files.readString(folder.resolve("serve.out"))
                .lines()
                .findFirst()
                .orElseThrow()
                .replace("Rillway listens on ", "");
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        server.destroyForcibly();
    }

    /** Copies the example, its fixed ports replaced by free ones. */
    private void copyExample() throws IOException {
        String yaml = Files.readString(Path.of("rillway.yaml"));
        List<ServerSocket> taken = new ArrayList<>();
        for (int port = 9100; port <= 9106; port++) {
            ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            taken.add(free);
            ports.put(port, free.getLocalPort());
            yaml = yaml.replace("\"" + port + "\"", "\"" + free.getLocalPort() + "\"")
                    .replace(":" + port + "/", ":" + free.getLocalPort() + "/");
        }
        for (ServerSocket free : taken) {
            free.close();
        }
        Files.writeString(folder.resolve("rillway.yaml"), yaml);
        Files.createDirectories(folder.resolve("services"));
        Files.copy(Path.of("services/Service.java"), folder.resolve("services/Service.java"));
    }

    private ProcessBuilder rillway(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                "io.rillway.cli.Rillway"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("RILLWAY_PROFILE", folder.resolve("profile.json").toString());
        if (!url.isEmpty()) {
            builder.environment().put("RILLWAY_URL", url);
        }
        return builder;
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = rillway(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(port))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private long services() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains("Service.java"))
                .filter(p -> p.info()
                        .commandLine()
                        .orElse("")
                        .contains(ports.get(9100).toString()))
                .count();
    }

    private ProcessHandle service(String name, int port) {
        String mark = "Service.java " + name + " " + ports.get(port);
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(mark))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("S1-31 S1-34 starts web with all it needs, and stops what nothing else needs")
    void startsAndStops() throws Exception {
        Result start = run("start", "web");
        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(start.out()
                        .lines()
                        .map(line ->
                                line.replaceAll("^[0-9:]{8} |\\(.*\\)$", "").strip()))
                .contains("[1/6] NAS starting", "[6/6] Web shop online")
                .last()
                .asString()
                .startsWith("web is online: 6 steps in ");
        assertThat(start.out().indexOf("NAS online")).isLessThan(start.out().indexOf("Database starting"));
        assertThat(start.out().indexOf("Catalog online")).isLessThan(start.out().indexOf("Web shop starting"));
        for (int port = 9100; port <= 9105; port++) {
            assertThat(listens(port)).as("port %d", port).isTrue();
        }

        assertThat(run("start", "web").out()).contains("web is online already");
        assertThat(run("start", "reports").exitCode()).isZero();
        Result stop = run("stop", "web");
        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.out())
                .contains("Database left running: needed by reports")
                .contains("web is offline: 4 steps");
        assertThat(listens(9105)).isFalse();
        assertThat(listens(9101)).isTrue();
        assertThat(run("status").out()).containsPattern("db +online").containsPattern("cache +offline");

        Result refused = run("stop", "db");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("reports requires db").contains("--dependents stop");
    }

    @Test
    @DisplayName("S1-32 a service told to fail: exit code 1, its name and its last output; what was started stays up")
    void aServiceThatFails() throws Exception {
        Files.createFile(folder.resolve("services/catalog.fail"));

        Result start = run("start", "web");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.err()).contains("Catalog").contains("PROCESS_EXITED").contains("the disk is full");
        assertThat(run("status").out()).containsPattern("db +online").containsPattern("catalog +error");
    }

    @Test
    @DisplayName("S1-14 a service killed from outside is told at once")
    void aServiceKilledFromOutside() throws Exception {
        assertThat(run("start", "db").exitCode()).isZero();
        Path out = folder.resolve("tail.out");
        Process tail = rillway("tail", "resource/db", "--last", "1")
                .redirectOutput(out.toFile())
                .start();
        await().atMost(PATIENCE).until(() -> Files.readString(out).contains("\"online\""));

        service("db", 9101).destroyForcibly();

        await().atMost(PATIENCE).until(() -> Files.readString(out).lines().count() > 1);
        assertThat(Files.readString(out))
                .contains("status-change {\"resourceId\":\"db\",\"resourceType\":\"resource\",\"status\":\"error\"");
        tail.destroy();
    }

    @Test
    @DisplayName("on SIGTERM streams end, children stop, none is left")
    void stopLeavesNoOrphan() throws Exception {
        assertThat(run("start", "auth").exitCode()).isZero();
        assertThat(services()).isGreaterThanOrEqualTo(2);

        server.destroy();

        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(services()).isZero();
        assertThat(Files.readString(folder.resolve("serve.out"))).endsWith("Stopped\n");
        assertThat(Files.readString(folder.resolve("serve.err"))).doesNotContain("Exception");
    }

    @Test
    @DisplayName("a bad configuration is refused with file, key and reason, and nothing is started")
    void badConfiguration() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "server: {prot: 1}\n");

        Result refused = run("serve", bad.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("rillway: " + bad + ": server.prot: unknown key (expected: port? one of host, port,"
                        + " stopTimeout, tls, http2, takeSockets, hosts, proxies, cors, requests, hsts)\n");
        assertThat(refused.out()).isEmpty();
    }
}
