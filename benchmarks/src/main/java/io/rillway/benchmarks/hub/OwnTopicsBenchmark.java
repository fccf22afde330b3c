// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.hub;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.HubLimits;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** What an event to one of many subscribers costs, and one more subscriber among many, each of whom has topics of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OwnTopicsBenchmark {

    /** The number of subscribers. */
    @Param({"1000", "100000"})
    public int subscribers = 1000;

    private final Arrivals arrivals = new Arrivals();
    private final EventHub hub = EventHub.open(HubOptions.defaults()
            .withGrace(Duration.ZERO)
            .withLimits(HubLimits.defaults().withSubscribers(1_000_000)));
    private int next;

    /** Subscribes everybody. */
    @Setup
    public void subscribe() {
        for (int i = 0; i < subscribers; i++) {
            hub.subscribe(request(i), arrivals.connection());
        }
        arrivals.await(subscribers);
    }

    private static SubscribeRequest request(int user) {
        return new SubscribeRequest(
                "user" + user,
                List.of(TopicSelector.of("user/" + user + "/inbox"), TopicSelector.of("project/" + user + "/**")),
                List.of(TopicSelector.of("user/" + user + "/**"), TopicSelector.of("project/**")),
                EventFilter.NONE,
                new Start.Live(),
                StreamOptions.canonical(),
                Map.of(),
                "127.0.0.1");
    }

    /** Publishes to one of them, and waits until it has been written. */
    @Benchmark
    public void publishToOne() {
        long wanted = arrivals.count() + 1;
        next = (next + 7919) % subscribers;
        hub.publish(Event.of("user/" + next + "/inbox", "note", 1));
        arrivals.await(wanted);
    }

    /** One more comes, is greeted, and leaves. */
    @Benchmark
    public void oneMoreComesAndLeaves() {
        long wanted = arrivals.count() + 1;
        next = (next + 7919) % subscribers;
        Subscription subscription = hub.subscribe(request(subscribers + next), arrivals.connection());
        arrivals.await(wanted);
        hub.close(subscription.id(), CloseReason.PEER_GONE);
    }

    /** Ends the streams. */
    @TearDown
    public void close() {
        hub.close();
    }
}
