// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.Subscription;
import java.util.EnumMap;
import java.util.List;
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

    private static final List<String> GAPS = List.of("evicted", "unknown", "foreign", "overflow");
    private static final String OTHER = "other";

    private final AtomicInteger subscribers;
    private final Counter opened;
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final Map<String, Counter> gaps;

    /**
     * A listener.
     *
     * @param registry where the meters are
     */
    public HubMetrics(MeterRegistry registry) {
        requireNonNull(registry, "registry");
        this.subscribers = requireNonNull(registry.gauge("rillway.subscribers", new AtomicInteger()), "subscribers");
        this.opened = Counter.builder("rillway.streams.opened")
                .description("Streams that were opened")
                .register(registry);
        for (CloseReason reason : CloseReason.values()) {
            closed.put(
                    reason,
                    counter(registry, "rillway.streams.closed", reason.name().toLowerCase(Locale.ROOT)));
        }
        this.gaps = Stream.concat(GAPS.stream(), Stream.of(OTHER))
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), reason -> counter(registry, "rillway.gaps", reason)));
    }

    private static Counter counter(MeterRegistry registry, String name, String reason) {
        return Counter.builder(name).tag("reason", reason).register(registry);
    }

    @Override
    public void onSubscribed(Subscription subscription) {
        subscribers.incrementAndGet();
        opened.increment();
    }

    @Override
    public void onClosed(Subscription subscription, CloseReason reason) {
        subscribers.decrementAndGet();
        requireNonNull(closed.get(reason), "reason").increment();
    }

    @Override
    public void onGap(Subscription subscription, String reason) {
        requireNonNull(gaps.get(gaps.containsKey(reason) ? reason : OTHER), "reason")
                .increment();
    }
}
