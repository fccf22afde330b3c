// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.Subscription;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The listener that turns what happens in a hub into meters of a registry, each named {@code rillway.*}.
 *
 * <p>A label has one of a few values that are known beforehand: nothing that a subscriber, a publisher or a credential says
 * becomes one.
 *
 * <p><b>Threads:</b> any. <b>Errors:</b> none. <b>Limits:</b> a registry takes one of these.
 */
public final class HubMetrics implements HubListener {

    private static final String OTHER = "other";
    private static final String STREAMS = "rillway.streams.";
    private static final String EVENTS = "rillway.events.";

    /** What becomes of events on their way out. */
    private record Fates(Counter delivered, Counter dropped, Counter conflated, Counter expired) {

        static Fates in(MeterRegistry registry) {
            return new Fates(
                    registry.counter(EVENTS + "delivered"),
                    registry.counter(EVENTS + "dropped"),
                    registry.counter(EVENTS + "conflated"),
                    registry.counter(EVENTS + "expired"));
        }

        void count(RoundReport round) {
            delivered.increment((double) round.delivered());
            dropped.increment((double) round.dropped());
            conflated.increment((double) round.conflated());
            expired.increment((double) round.expired());
        }
    }

    /** What was begun to be written. */
    private record Writes(Counter count, Counter bytes) {

        static Writes in(MeterRegistry registry) {
            return new Writes(registry.counter("rillway.writes"), registry.counter("rillway.written.bytes"));
        }
    }

    private final AtomicInteger subscribers;
    private final Counter opened;
    private final Map<String, Counter> closed;
    private final Map<String, Counter> refused;
    private final Map<String, Counter> gaps;
    private final DistributionSummary published;
    private final Timer flushed;
    private final Fates fates;
    private final Writes writes;

    /**
     * A listener.
     *
     * @param registry where the meters are
     */
    public HubMetrics(MeterRegistry registry) {
        requireNonNull(registry, "registry");
        this.subscribers = requireNonNull(registry.gauge("rillway.subscribers", new AtomicInteger()), "subscribers");
        this.opened = registry.counter(STREAMS + "opened");
        this.closed = counters(registry, STREAMS + "closed", names(CloseReason.values()));
        this.refused = counters(registry, STREAMS + "refused", names(HubException.Reason.values()));
        this.gaps =
                counters(registry, "rillway.gaps", Stream.of("evicted", "damaged", "unknown", "foreign", "overflow"));
        this.published = DistributionSummary.builder(EVENTS + "published")
                .baseUnit("bytes")
                .register(registry);
        this.flushed = Timer.builder("rillway.publish.to.flush")
                .description("From publication until a transport had taken it; a sample of the writes")
                .serviceLevelObjectives(buckets())
                .register(registry);
        this.fates = Fates.in(registry);
        this.writes = Writes.in(registry);
    }

    /** {@return 1, 2 and 5 of each decade from 100 microseconds to 50 seconds} */
    private static Duration[] buckets() {
        return Stream.iterate(Duration.ofNanos(100_000), decade -> decade.multipliedBy(10))
                .limit(6)
                .flatMap(decade -> Stream.of(1, 2, 5).map(decade::multipliedBy))
                .toArray(Duration[]::new);
    }

    private static Stream<String> names(Enum<?>[] reasons) {
        return Stream.of(reasons).map(HubMetrics::name);
    }

    private static String name(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Counter> counters(MeterRegistry registry, String name, Stream<String> reasons) {
        return Stream.concat(reasons, Stream.of(OTHER))
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        reason -> Counter.builder(name).tag("reason", reason).register(registry)));
    }

    private static void count(Map<String, Counter> counters, String reason) {
        requireNonNull(counters.getOrDefault(reason, counters.get(OTHER)), "reason")
                .increment();
    }

    @Override
    public void onSubscribed(Subscription subscription) {
        subscribers.incrementAndGet();
        opened.increment();
    }

    @Override
    public void onRefused(HubException.Reason reason) {
        count(refused, name(reason));
    }

    @Override
    public void onClosed(Subscription subscription, CloseReason reason) {
        subscribers.decrementAndGet();
        count(closed, name(reason));
    }

    @Override
    public void onGap(Subscription subscription, String reason) {
        count(gaps, reason);
    }

    @Override
    public void onPublished(int bytes) {
        published.record(bytes);
    }

    @Override
    public void onRound(RoundReport report) {
        fates.count(report);
        writes.count().increment(report.writes());
        writes.bytes().increment((double) report.bytes());
    }

    @Override
    public void onFlushed(Duration sincePublished) {
        flushed.record(sincePublished);
    }
}
