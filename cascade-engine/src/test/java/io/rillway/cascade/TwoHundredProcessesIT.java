// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.TimeLimits;
import io.rillway.cascade.probe.LinePattern;
import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.cascade.system.Pace;
import io.rillway.cascade.system.ProcessEntry;
import io.rillway.cascade.system.ProcessTable;
import io.rillway.testing.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A generated stack of real processes: most are trees of shells that stop in different ways, some hold a port. */
@Timeout(300)
class TwoHundredProcessesIT {

    private static final int TREES = 190;
    private static final int LISTENERS = 10;
    private static final int VICTIMS = 15;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String READY = "this one is ready";

    /** What a child does besides waiting: nothing, a grandchild, a shell that is replaced, sessions, deaf ears. */
    private static final List<String> WAYS = List.of(
            "sleep 300 & echo $READY; wait",
            "echo $READY; exec sleep 300",
            "(sleep 300 & sleep 300) & echo $READY; exec sleep 300",
            "setsid sleep 300 & echo $READY; wait",
            "trap '' TERM; sleep 300 & echo $READY; while :; do wait; sleep 0.2; done",
            "(sh -c 'exit 0' &) ; echo $READY; exec sleep 300");

    private final Random random = new Random(200);
    private final List<Integer> ports = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    @TempDir
    private Path root;

    private ResourceGraph graph() {
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < TREES + LISTENERS; i++) {
            resources.add(resource(i).dependsOn(someBefore(i)).build());
            ids.add("r" + i);
        }
        resources.add(
                Resource.named("all").dependsOn(ids.toArray(String[]::new)).build());
        return ResourceGraph.of(resources);
    }

    private Resource.Builder resource(int i) {
        TimeLimits patience = new TimeLimits(Optional.of(SOON), Optional.of(SOON));
        Resource.Builder resource = Resource.named("r" + i).limits(patience);
        if (i % (TREES / LISTENERS) == 5 && ports.size() < LISTENERS) {
            int port = FreePorts.some(1).get(0);
            ports.add(port);
            return resource.connector(ProcessConnector.of(ListenerProgram.command(port)))
                    .probe(Probe.tcp("127.0.0.1", port), ProbeOptions.defaults());
        }
        return resource.connector(ProcessConnector.of("sh", "-c", WAYS.get(i % WAYS.size()))
                        .env(Map.of("READY", READY))
                        .stopTimeout(Duration.ofSeconds(1)))
                .probe(Probe.line(LinePattern.text(READY)), ProbeOptions.defaults());
    }

    private String[] someBefore(int i) {
        return Stream.generate(() -> "r" + random.nextInt(Math.max(1, i)))
                .limit(i == 0 ? 0 : random.nextInt(4))
                .distinct()
                .toArray(String[]::new);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        assertThat(Pace.await(condition, SOON)).isTrue();
    }

    /** Everything on this machine that carries the mark of this test's engine. */
    private static List<ProcessEntry> marked(ProcessTable table, String engine) {
        return table.all().stream()
                .filter(process -> table.variable(process.pid(), "RILLWAY_RUN")
                        .filter(mark -> mark.startsWith(engine))
                        .isPresent())
                .toList();
    }

    private static boolean areChildrenGone() {
        return ProcessHandle.current().children().findAny().isEmpty(); // a zombie is a child too
    }

    @Test
    @DisplayName("two hundred processes start and stop, some crash: no orphan, no zombie, no port left")
    void leavesNoOrphanNoZombieAndNoPort() throws Exception {
        ProcessTable table = ProcessTable.ofThisSystem();
        EngineOptions options =
                EngineOptions.defaults().withFolder(root.resolve("run")).withMaxParallel(32);
        try (CascadeEngine engine = CascadeEngine.open(graph(), options)) {
            assertThat(engine.start("all").await(SOON)).isEqualTo(new CascadeOutcome.Completed());
            assertThat(engine.statuses().values()).containsOnly(ResourceStatus.ONLINE);
            String mark = engineMark(table);
            List<ProcessEntry> leaders = marked(table, mark).stream()
                    .filter(process ->
                            process.parent() == ProcessHandle.current().pid())
                    .toList();
            assertThat(leaders).hasSize(TREES + LISTENERS);

            crash(leaders);
            await(() -> count(engine, ResourceStatus.ERROR) == VICTIMS);
            assertThat(engine.run(CascadeRequest.stop("all")).await(SOON)).isEqualTo(new CascadeOutcome.Completed());

            assertThat(engine.statuses().values())
                    .allMatch(status -> status == ResourceStatus.OFFLINE || status == ResourceStatus.ERROR);
            await(() -> marked(table, mark).isEmpty());
            await(TwoHundredProcessesIT::areChildrenGone);
        }
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }

    /** The engine's part of the mark, read from any child. */
    private static String engineMark(ProcessTable table) {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> table.variable(child.pid(), "RILLWAY_RUN").stream())
                .map(mark -> mark.substring(0, mark.indexOf('/') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static long count(CascadeEngine engine, ResourceStatus status) {
        return engine.statuses().values().stream().filter(status::equals).count();
    }

    private void crash(List<ProcessEntry> leaders) {
        List<ProcessEntry> shuffled = new ArrayList<>(leaders);
        Collections.shuffle(shuffled, random);
        shuffled.stream()
                .limit(VICTIMS)
                .forEach(victim -> ProcessHandle.of(victim.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }
}
