// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.jdbc;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.connector.ConnectorSite;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.jdbc.JdbcJournal;
import io.rillway.cascade.jdbc.JdbcOptions;
import io.rillway.cascade.journal.JournalSource;
import io.rillway.cascade.journal.MemoryJournal;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Starts resources that do nothing, through the whole engine: each step is written before it acts and after. Wide steps
 * share their commits; those of a chain cannot.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class DurableStepsBenchmark {

    private static final int STEPS = 1000;

    @Param({"memory", "os", "disk"})
    public String journal = "memory";

    @Param({"wide", "chain"})
    public String shape = "wide";

    private Path folder = Path.of("");
    private CascadeEngine engine;

    /** Opens an engine over resources that are down. */
    @Setup(Level.Invocation)
    public void open() throws IOException {
        folder = Files.createTempDirectory("rillway-steps");
        EngineOptions options = EngineOptions.defaults()
                .withFolder(folder.resolve("run"))
                .withMaxParallel(256)
                .withJournal(source());
        engine = CascadeEngine.open(graph(), options);
    }

    private JournalSource source() {
        return switch (journal) {
            case "memory" -> MemoryJournal::new;
            case "os" -> JdbcJournal.source(JdbcOptions.file(folder));
            default -> JdbcJournal.source(JdbcOptions.file(folder).withSync(JdbcOptions.Sync.DISK));
        };
    }

    private ResourceGraph graph() {
        List<Resource> resources = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < STEPS - 1; i++) {
            Resource.Builder next = Resource.named("r" + i).connector(NoOp::new);
            if (shape.equals("chain") && i > 0) {
                next.dependsOn("r" + (i - 1));
            }
            resources.add(next.build());
            ids.add("r" + i);
        }
        resources.add(Resource.named("all")
                .connector(NoOp::new)
                .dependsOn(ids.toArray(String[]::new))
                .build());
        return ResourceGraph.of(resources);
    }

    /** Closes it again. */
    @TearDown(Level.Invocation)
    public void close() {
        engine.close();
    }

    /** {@return how a cascade of so many steps ended} */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public CascadeOutcome steps() throws TimeoutException, InterruptedException {
        CascadeOutcome outcome = engine.start("all").await(Duration.ofMinutes(2));
        if (!(outcome instanceof CascadeOutcome.Completed)) {
            throw new IllegalStateException("outcome: " + outcome + " (expected: completed)");
        }
        return outcome;
    }

    /** Runs as soon as it was told to. */
    private static final class NoOp implements ResourceConnector {

        private volatile boolean running;

        private NoOp(ConnectorSite site) {
            // It needs no place.
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public ConnectorStatus status() {
            return running ? ConnectorStatus.RUNNING : ConnectorStatus.STOPPED;
        }
    }
}
