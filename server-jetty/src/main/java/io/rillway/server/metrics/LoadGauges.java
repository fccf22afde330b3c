// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.HubLoad;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How a hub stands, as gauges; it is looked at once for all of them, and at most once in a second. */
final class LoadGauges implements MeterBinder {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<HubLoad> source;
    private final LongSupplier ticker;

    // Guarded by this.
    private HubLoad load;
    private long lookedAtNanos;

    private LoadGauges(Supplier<HubLoad> source, LongSupplier ticker) {
        this.source = source;
        this.ticker = ticker;
        this.load = source.get();
        this.lookedAtNanos = ticker.getAsLong();
    }

    static LoadGauges of(EventHub hub, LongSupplier ticker) {
        return new LoadGauges(hub::load, ticker);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "rillway.subscribers.behind", HubLoad::behind);
        gauge(registry, "rillway.bytes.in.flight", HubLoad::bytesInFlight);
        gauge(registry, "rillway.lag.greatest", HubLoad::greatestLag);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<HubLoad> value) {
        Gauge.builder(name, () -> value.applyAsDouble(fresh())).register(registry);
    }

    private synchronized HubLoad fresh() {
        long now = ticker.getAsLong();
        if (now - lookedAtNanos >= FRESH_NANOS) {
            load = source.get();
            lookedAtNanos = now;
        }
        return load;
    }
}
