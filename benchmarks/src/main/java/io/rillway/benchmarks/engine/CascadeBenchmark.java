// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to start a graph of resources that do nothing: the engine looks, plans, writes its journal in memory and
 * runs; the others make their graph and run it. All call the same code at each node, on as many threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-Xmn2g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 15)
@Measurement(iterations = 15)
public class CascadeBenchmark {

    /** The most steps at one time, and the threads of the others. */
    @Param("16")
    public int parallel = 16;

    /** The number of resources. */
    @Param({"10000", "100000"})
    public int steps = 10_000;

    /** What the graph looks like. */
    @Param({"LAYERED", "CHAIN", "WIDE"})
    public Shape shape = Shape.LAYERED;

    /** The engine, with everything stopped before each run. */
    @State(Scope.Benchmark)
    public static class Ours {

        private Engine engine = new Engine(Dag.of(Shape.CHAIN, 2), Engine.options(1));

        /** Opens it. */
        @Setup
        public void open(CascadeBenchmark benchmark) {
            engine.close();
            engine = new Engine(benchmark.dag(), Engine.options(benchmark.parallel));
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
    }

    private Dag dag() {
        return Dag.of(shape, steps);
    }

    /** The engine. */
    @Benchmark
    public void rillway(Ours ours, Allocated allocated) {
        allocated.begin();
        ours.engine.start();
        allocated.end(steps);
    }

    /** Futures by hand. */
    @Benchmark
    public void futures(Theirs theirs, Allocated allocated) {
        allocated.begin();
        theirs.futures.start();
        allocated.end(steps);
    }

    /** Futures by hand that give some of what the engine promises. */
    @Benchmark
    public void guarded(Guarded guarded, Allocated allocated) {
        allocated.begin();
        guarded.futures.start();
        allocated.end(steps);
    }

    /** The promised work alone, on one thread, with no protection. */
    @Benchmark
    public void floor(Bare bare, Allocated allocated) {
        allocated.begin();
        bare.floor.start();
        allocated.end(steps);
    }

    /** The promised work alone, with everything stopped before each run. */
    @State(Scope.Benchmark)
    public static class Bare {

        private Floor floor = new Floor(Dag.of(Shape.CHAIN, 2));

        /** Makes its nodes. */
        @Setup
        public void open(CascadeBenchmark benchmark) {
            floor = new Floor(benchmark.dag());
        }

        /** Stops everything. */
        @Setup(Level.Invocation)
        public void stop() {
            floor.stop();
        }
    }

    /** Dexecutor. */
    @Benchmark
    public void dexecutor(Theirs theirs, Allocated allocated) {
        allocated.begin();
        theirs.dexecutor.start();
        allocated.end(steps);
    }

    /** Futures that promise more, with everything stopped before each run. */
    @State(Scope.Benchmark)
    public static class Guarded {

        private GuardedFutures futures = new GuardedFutures(Dag.of(Shape.CHAIN, 2), 1);

        /** Makes its threads. */
        @Setup
        public void open(CascadeBenchmark benchmark) {
            futures.close();
            futures = new GuardedFutures(benchmark.dag(), benchmark.parallel);
        }

        /** Stops everything. */
        @Setup(Level.Invocation)
        public void stop() {
            futures.stop();
        }

        /** Ends its threads. */
        @TearDown
        public void close() {
            futures.close();
        }
    }

    /** What it is compared with. */
    @State(Scope.Benchmark)
    public static class Theirs {

        private Futures futures = new Futures(Dag.of(Shape.CHAIN, 2), 1);
        private Dexecutor dexecutor = new Dexecutor(Dag.of(Shape.CHAIN, 2), 1);

        /** Makes their threads. */
        @Setup
        public void open(CascadeBenchmark benchmark) {
            close();
            futures = new Futures(benchmark.dag(), benchmark.parallel);
            dexecutor = new Dexecutor(benchmark.dag(), benchmark.parallel);
        }

        /** Ends their threads. */
        @TearDown
        public void close() {
            futures.close();
            dexecutor.close();
        }
    }
}
