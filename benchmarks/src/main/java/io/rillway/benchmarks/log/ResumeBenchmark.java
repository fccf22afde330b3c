// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.log;

import io.rillway.events.Event;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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

/** What a subscriber that comes back costs, from subscribing until its connection has the last event that it missed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResumeBenchmark {

    private static final Map<String, Object> DATA = Map.of("text", "x".repeat(100));
    private static final int MISSED = 50;
    private static final int BATCH = 10_000;

    /** Where the log is; what is on disk has been opened anew, so that nothing of it is in the memory of the hub. */
    @Param({"memory", "os"})
    public String log = "memory";

    /** The number of events in the log. */
    @Param({"1000", "1000000"})
    public int events = 1000;

    private LogFolder folder = new LogFolder("memory");
    private final List<String> ids = new ArrayList<>();
    private Instant middle = Instant.EPOCH;

    /** Fills the log; one event in the middle is about a topic of its own. */
    @Setup
    public void fill() {
        folder.close();
        folder = new LogFolder(log);
        publish(events / 2 - 1);
        middle = Instant.now();
        ids.add(answer(folder.hub().publish(Event.of("bench/rare", "tick", DATA))));
        publish(events - events / 2);
        folder.reopen();
    }

    private void publish(int count) {
        List<CompletionStage<String>> batch = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            batch.add(folder.hub().publish(Event.of("bench/t" + i % 100, "tick", DATA)));
            if (i % BATCH == 0 || i == count) {
                batch.forEach(id -> ids.add(answer(id)));
                batch.clear();
            }
        }
    }

    private static String answer(CompletionStage<String> id) {
        return id.toCompletableFuture().join();
    }

    /** The last 50 events of all topics, by id. */
    @Benchmark
    public void nearTheEndById() throws InterruptedException {
        read("bench/**", new Start.After(ids.get(ids.size() - 1 - MISSED)), ids.get(ids.size() - 1));
    }

    /** One event from the middle of the log, after an id. */
    @Benchmark
    public void middleById() throws InterruptedException {
        read("bench/rare", new Start.After(ids.get(events / 2 - 2)), ids.get(events / 2 - 1));
    }

    /** One event from the middle of the log, since a time. */
    @Benchmark
    public void middleByTime() throws InterruptedException {
        read("bench/rare", new Start.Since(middle), ids.get(events / 2 - 1));
    }

    /** The last event about an exact topic, which stands in the middle of the log. */
    @Benchmark
    public void lastOfATopic() throws InterruptedException {
        read("bench/rare", new Start.Last(1), ids.get(events / 2 - 1));
    }

    private void read(String selector, Start start, String last) throws InterruptedException {
        LastOf connection = new LastOf(last);
        EventHub hub = folder.hub();
        Subscription subscription =
                hub.subscribe(SubscribeRequest.of("eve", selector).withStart(start), connection);
        connection.await();
        subscription.close(CloseReason.KICKED);
    }

    /** Deletes the log. */
    @TearDown
    public void close() {
        folder.close();
    }
}
