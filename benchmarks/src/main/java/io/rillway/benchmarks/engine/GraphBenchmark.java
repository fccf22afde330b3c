// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to make a graph of resources and check it, and to look at all of them and plan their start. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-Xmn2g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class GraphBenchmark {

    /** The number of resources; there are five times as many edges. */
    @Param({"10000", "100000"})
    public int resources = 10_000;

    private List<Resource> loaded = List.of();
    private CascadeEngine engine = CascadeEngine.open(ResourceGraph.of(List.of()), Engine.options(1));

    /** Makes the resources, and opens an engine over them. */
    @Setup
    public void open() {
        engine.close();
        loaded = Engine.resources(Dag.of(Shape.LAYERED, resources));
        engine = CascadeEngine.open(ResourceGraph.of(loaded), Engine.options(16));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** {@return the graph, checked} */
    @Benchmark
    public ResourceGraph check() {
        return ResourceGraph.of(loaded);
    }

    /** {@return the plan of a start of all, after a look at each} */
    @Benchmark
    public Plan plan() throws InterruptedException {
        return engine.plan(CascadeRequest.start("r" + (resources - 1)));
    }
}
