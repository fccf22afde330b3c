// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.log;

import io.rillway.events.Event;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How many events a second are stored when each publisher waits for its answer; nobody subscribes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AppendBenchmark {

    private static final Map<String, Object> DATA = Map.of("text", "x".repeat(100));

    /** Where the log is, and what its answer means. */
    @Param({"memory", "os", "disk"})
    public String log = "memory";

    private LogFolder folder = new LogFolder("memory");

    /** Begins an empty log. */
    @Setup(Level.Iteration)
    public void open() {
        folder.close();
        folder = new LogFolder(log);
    }

    /** One publisher. */
    @Benchmark
    @Threads(1)
    public Object one() {
        return publish();
    }

    /** 64 publishers, whose events are committed in groups. */
    @Benchmark
    @Threads(64)
    public Object sixtyFour() {
        return publish();
    }

    private String publish() {
        return folder.hub()
                .publish(Event.of("bench/a", "tick", DATA))
                .toCompletableFuture()
                .join();
    }

    /** Deletes the log. */
    @TearDown
    public void close() {
        folder.close();
    }
}
