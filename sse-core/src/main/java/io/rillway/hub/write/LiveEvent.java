// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Event;
import java.time.Instant;
import java.util.function.Supplier;

/** An event that is live only: it has no id and no place in the log. */
public final class LiveEvent {

    private final Event event;
    private final Instant at;
    private final Supplier<byte[]> payload;

    /**
     * An event.
     *
     * @param event what is told
     * @param at when it was published
     * @param payload its data as JSON in UTF-8, the same at each call; asked for where somebody is there to be told, once for
     *     each shard and envelope
     */
    public LiveEvent(Event event, Instant at, Supplier<byte[]> payload) {
        this.event = event;
        this.at = at;
        this.payload = payload;
    }

    Event event() {
        return event;
    }

    Instant at() {
        return at;
    }

    byte[] payload() {
        return payload.get();
    }

    boolean isExpired(Instant now) {
        return event.ttl() != null && at.plus(event.ttl()).isBefore(now);
    }

    boolean isFor(Subscriber subscriber) {
        return event.exclude() == null
                || !event.exclude().leavesOut(subscriber.request().principal(), subscriber.id());
    }
}
