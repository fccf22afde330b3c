// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.hub;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** What an event costs from publishing to the last subscriber's connection, when the connections cost nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FanOutBenchmark {

    private static final Map<String, Object> DATA = Map.of("text", "x".repeat(100));

    /** The number of subscribers. */
    @Param({"1", "1000", "10000"})
    public int subscribers = 1;

    private final Arrivals arrivals = new Arrivals();
    private EventHub hub = EventHub.open(HubOptions.defaults().withGrace(Duration.ZERO));

    /** Subscribes everybody. */
    @Setup
    public void subscribe() {
        SubscribeRequest request = new SubscribeRequest(
                "eve",
                List.of(TopicSelector.of("bench/**")),
                List.of(TopicSelector.of("bench/**"), TopicSelector.of("user/eve/**")),
                new EventFilter(Set.of("tick"), Map.of()),
                new Start.Live(),
                StreamOptions.canonical(),
                Map.of(),
                "127.0.0.1");
        for (int i = 0; i < subscribers; i++) {
            hub.subscribe(request, arrivals.connection());
        }
        arrivals.await(subscribers);
    }

    /** Publishes one event, and waits until it has been written to every connection. */
    @Benchmark
    public void publishToAll() {
        long wanted = arrivals.count() + subscribers;
        hub.publish(Event.of("bench/a", "tick", DATA));
        arrivals.await(wanted);
    }

    /** Publishes one event, and waits for nobody. */
    @Benchmark
    public Object publish() {
        return hub.publish(Event.of("bench/a", "tick", DATA));
    }

    /** Ends the streams. */
    @TearDown
    public void close() {
        hub.close();
    }
}
