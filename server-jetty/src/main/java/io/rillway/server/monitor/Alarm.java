// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.LogEvents;
import io.rillway.events.catalog.LogEvents.StreamError;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.SubscriberSnapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the streams of the log that a line could not be told, and ends them (requirement S2-04); at most once a second,
 * because there may be as many lines as failures. Any thread raises it, one thread tells.
 */
final class Alarm {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(1);

    private final EventHub hub;
    private final List<TopicSelector> log;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable String> raised = new AtomicReference<>();

    // Of the thread that tells.
    private long quietUntil;

    Alarm(EventHub hub, TopicSelector log, LongSupplier nanoTime) {
        this.hub = hub;
        this.log = List.of(log);
        this.nanoTime = nanoTime;
        this.quietUntil = nanoTime.getAsLong();
    }

    void raise(String message) {
        raised.set(message);
    }

    /** {@return how long there is nothing to tell} */
    long nanosToWait() {
        return raised.get() == null ? FOR_EVER : Math.max(0, quietUntil - nanoTime.getAsLong());
    }

    /** Tells what was raised, if it is time. */
    void tell() {
        if (nanosToWait() > 0) {
            return;
        }
        String message = raised.getAndSet(null);
        if (message == null) {
            return;
        }
        quietUntil = nanoTime.getAsLong() + PAUSE;
        hub.connections().stream()
                .filter(stream -> stream.request().selectors().equals(log))
                .map(SubscriberSnapshot::id)
                .forEach(id -> hub.fail(id, LogEvents.ERROR, new StreamError(message)));
    }
}
