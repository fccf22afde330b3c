// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.log;

import io.rillway.events.Event;
import io.rillway.hub.EventHub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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

/** How long a hub takes to open a log of a gigabyte of events of a kilobyte, whose files the system has in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class OpenBenchmark {

    private static final Map<String, Object> DATA = Map.of("text", "x".repeat(960));
    private static final int BATCH = 10_000;

    /** The size of the log, in about so many kilobytes. */
    @Param({"1000000"})
    public int events = 1_000_000;

    private LogFolder folder = new LogFolder("memory");

    /** Fills the log. */
    @Setup
    public void fill() {
        folder.close();
        folder = new LogFolder("os");
        List<CompletionStage<String>> batch = new ArrayList<>();
        for (int i = 1; i <= events; i++) {
            batch.add(folder.hub().publish(Event.of("bench/t" + i % 100, "tick", DATA)));
            if (i % BATCH == 0 || i == events) {
                batch.forEach(id -> id.toCompletableFuture().join());
                batch.clear();
            }
        }
    }

    /** Closes it, which is not measured. */
    @Setup(Level.Invocation)
    public void shut() {
        folder.shut();
    }

    /** Opens it. */
    @Benchmark
    public EventHub open() {
        return folder.open();
    }

    /** Deletes the log. */
    @TearDown
    public void close() {
        folder.close();
    }
}
