// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.jdbc.JdbcJournal;
import io.rillway.cascade.jdbc.JdbcOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
 * Starts resources that do nothing with a journal that survives: each step is durable before it acts and after. Steps side
 * by side share their commits; those of a chain cannot.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class DurableBenchmark {

    private static final int STEPS = 1000;
    private static final int PARALLEL = 256;

    /** Where it is: in memory, in a file that survives the program, or in one that survives the machine. */
    public enum Place {
        /** Nowhere. */
        MEMORY,
        /** An H2 file. */
        OS,
        /** An H2 file that is forced to the disk with every commit. */
        DISK
    }

    /** Where the journal is. */
    @Param({"MEMORY", "OS", "DISK"})
    public Place journal = Place.MEMORY;

    /** What the graph looks like. */
    @Param({"WIDE", "CHAIN"})
    public Shape shape = Shape.WIDE;

    private Engine engine = new Engine(Dag.of(Shape.CHAIN, 2), Engine.options(1));

    /** Opens it. */
    @Setup
    public void open() throws IOException {
        engine.close();
        Path folder = Files.createTempDirectory("rillway-steps");
        engine = new Engine(Dag.of(shape, STEPS), with(Engine.options(PARALLEL), folder));
    }

    private EngineOptions with(EngineOptions options, Path folder) {
        return switch (journal) {
            case MEMORY -> options;
            case OS -> options.withJournal(JdbcJournal.source(JdbcOptions.file(folder)));
            case DISK ->
                options.withJournal(JdbcJournal.source(JdbcOptions.file(folder).withSync(JdbcOptions.Sync.DISK)));
        };
    }

    /** Stops everything. */
    @Setup(Level.Invocation)
    public void stop() {
        engine.stop();
    }

    /** Closes it. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** One start of all, as the time of one step. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void start() {
        engine.start();
    }
}
