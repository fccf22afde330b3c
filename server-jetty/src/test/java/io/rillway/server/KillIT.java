// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.KilledServer;
import io.rillway.server.testing.PortProgram;
import io.rillway.testing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * A real server, killed with {@code kill -9} in the middle of a cascade of real processes: the next one over the same data
 * ends every cascade, and leaves nothing behind.
 */
class KillIT {

    private static final List<String> NAMES = List.of("db", "cache", "queue", "api", "web");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String mark = UUID.randomUUID().toString();
    private final List<Integer> ports = new ArrayList<>();

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("proof.kill.runs", 3));
    }

    private Path yaml(String onRestart) throws IOException {
        ports.addAll(FreePorts.some(NAMES.size()));
        StringBuilder yaml = new StringBuilder("server: {port: 0}\ndata: data\ncascades: {onRestart: " + onRestart
                + ", pollInterval: 100ms, stepTimeout: 60s}\n"
                + "auth: {tokens: [{token: admin-token, principal: admin, roles: [admin], grants: [\"**\"]}]}\n"
                + "resources:\n");
        for (String name : NAMES) {
            yaml.append(resource(name));
        }
        return Files.writeString(folder.resolve("rillway.yaml"), yaml);
    }

    private String resource(String name) {
        int port = ports.get(NAMES.indexOf(name));
        String needs = switch (name) {
            case "api" -> "[db, cache]";
            case "web" -> "[api, queue]";
            default -> "[]";
        };
        return "  - id: " + name + "\n    dependsOn: " + needs
                + "\n    connector: {type: process, command: [java, -XX:TieredStopAtLevel=1, -Xshare:auto, -cp, \""
                + testClasses() + "\", " + PortProgram.class.getName() + ", \"" + port + "\"], env: {PROOF: \"" + mark
                + "\"}, stopTimeout: 5s}\n    probe: {tcp: \"127.0.0.1:" + port + "\", interval: 100ms}\n";
    }

    private static String testClasses() {
        return Path.of(PortProgram.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tellsTheTruthAfterKill9(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        boolean stopping = random.nextBoolean();
        Path yaml = yaml("resume");
        List<String> cascades = new ArrayList<>();
        KilledServer first = new KilledServer(yaml).follow();
        long before = begin(first, stopping, cascades);
        long events = before + random.nextInt(stopping ? 8 : 10);
        await().atMost(PATIENCE).until(() -> first.told() >= events);
        first.kill();

        try (KilledServer second = new KilledServer(yaml).follow()) {
            for (String id : cascades) {
                await().atMost(PATIENCE).until(() -> isEnded(second, id));
                await().atMost(PATIENCE).until(() -> second.ends(id) >= 1);
                assertThat(first.ends(id)).isLessThanOrEqualTo(1);
                assertThat(status(second, id)).isEqualTo("completed");
            }
            assertThat(open(second)).isEmpty();
            stopAll(second);
            assertThat(endsInTheLog(second, cascades))
                    .as("each cascade ends once")
                    .allMatch(ends -> ends == 1);
            assertThat(ports).noneMatch(KillIT::answers);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(orphans()).isEmpty());
    }

    /** Returns how many events were told before the cascade in whose middle the server is killed. */
    private static long begin(KilledServer server, boolean stopping, List<String> cascades) throws Exception {
        cascades.add(id(server.post("/api/v1/cascades/start", "{\"resourceId\":\"web\"}")));
        if (!stopping) {
            return server.told();
        }
        await().atMost(PATIENCE).until(() -> isEnded(server, cascades.get(0)));
        await().until(() -> server.ends(cascades.get(0)) == 1);
        long before = server.told();
        cascades.add(id(server.post("/api/v1/cascades/stop", "{\"resourceId\":\"web\"}")));
        return before;
    }

    /** How often the log has the end of each cascade; read after all that they could still tell was told. */
    private static List<Long> endsInTheLog(KilledServer server, List<String> cascades) throws Exception {
        server.post("/api/v1/events", "{\"topic\":\"cascade/last\",\"type\":\"last\"}");
        await().atMost(PATIENCE).until(() -> server.saw("event: last"));
        return cascades.stream().map(server::ends).toList();
    }

    private static String id(JsonNode answer) {
        return answer.path("data").path("id").asString();
    }

    private static String status(KilledServer server, String id) throws IOException, InterruptedException {
        return server.get("/api/v1/cascades/" + id).path("data").path("status").asString("");
    }

    private static boolean isEnded(KilledServer server, String id) throws IOException, InterruptedException {
        return List.of("completed", "failed", "cancelled").contains(status(server, id));
    }

    private static List<JsonNode> open(KilledServer server) throws IOException, InterruptedException {
        JsonNode all = server.get("/api/v1/cascades").path("data");
        return all.valueStream()
                .filter(cascade -> !List.of("completed", "failed", "cancelled")
                        .contains(cascade.path("status").asString("")))
                .toList();
    }

    private static void stopAll(KilledServer server) throws Exception {
        for (String name : List.of("web", "api", "queue", "cache", "db")) {
            String id = id(
                    server.post("/api/v1/cascades/stop", "{\"resourceId\":\"" + name + "\",\"dependents\":\"stop\"}"));
            await().atMost(PATIENCE).until(() -> isEnded(server, id));
            assertThat(status(server, id)).isEqualTo("completed");
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The processes that carry this test's mark, the servers' children and theirs. */
    private List<Long> orphans() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> environment(process)
                            .filter(text -> text.contains("PROOF=" + mark))
                            .isPresent())
                    .map(process -> Long.parseLong(process.getFileName().toString()))
                    .toList();
        }
    }

    private static Optional<String> environment(Path process) {
        try {
            return Optional.of(
                    Files.readString(process.resolve("environ"), java.nio.charset.StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
