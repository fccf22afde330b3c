// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.store;

import static java.util.Objects.requireNonNull;

import io.rillway.client.EventClient;
import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.StreamEvent.Received;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The last events of one client or several, and how the client stands (requirements S3-11). Heartbeats are no news and are
 * not kept. Lists are in the order in which the events came.
 *
 * <p><b>Threads:</b> any; each answer is a copy. <b>Errors:</b> a capacity below 1 is an {@link IllegalArgumentException}.
 * <b>Limits:</b> as many events as its capacity, the oldest leave first; each is kept as it came.
 */
public final class EventStore {

    /** How many events are kept unless something else is said. */
    public static final int DEFAULT_CAPACITY = 100;

    private static final Set<String> HEARTBEATS = Set.of("heartbeat", "ping");

    private final InstantSource clock;
    private final Function<Received, Optional<String>> resourceOf;

    // Guarded by this.
    private final ArrayDeque<StoredEvent> events = new ArrayDeque<>();
    private ConnectionSnapshot connection = ConnectionSnapshot.INITIAL;
    private int capacity;

    /**
     * A store that tells resources in its own way.
     *
     * @param capacity how many events are kept, 1 or more
     * @param clock the time
     * @param resourceOf what an event is about
     */
    public EventStore(int capacity, InstantSource clock, Function<Received, Optional<String>> resourceOf) {
        this.capacity = checked(capacity);
        this.clock = requireNonNull(clock, "clock");
        this.resourceOf = requireNonNull(resourceOf, "resourceOf");
    }

    /** {@return a store of 100 events that knows the names of the applications' resources} */
    public static EventStore create() {
        return new EventStore(DEFAULT_CAPACITY, InstantSource.system(), ResourceOf::event);
    }

    private static int checked(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: 1 or more)");
        }
        return capacity;
    }

    /**
     * {@return this store, which keeps from now on what the client sees}
     *
     * @param client a client that pushes or runs
     */
    public EventStore follow(EventClient client) {
        client.when(Received.class, this::add).onState(this::stands);
        return this;
    }

    /**
     * Keeps an event.
     *
     * @param event the event
     */
    public void add(Received event) {
        if (HEARTBEATS.contains(event.type())) {
            return;
        }
        StoredEvent stored = new StoredEvent(event, clock.instant(), resourceOf.apply(event));
        synchronized (this) {
            events.add(stored);
            trim();
        }
    }

    /**
     * Keeps several events.
     *
     * @param more the events, the oldest first
     */
    public void addAll(Collection<Received> more) {
        more.forEach(this::add);
    }

    private synchronized void stands(ConnectionSnapshot snapshot) {
        connection = snapshot;
    }

    private void trim() {
        while (events.size() > capacity) {
            events.remove();
        }
    }

    /** Forgets every event. */
    public synchronized void clear() {
        events.clear();
    }

    /**
     * Forgets what was kept before a moment.
     *
     * @param moment the first moment that stays
     */
    public synchronized void clearBefore(Instant moment) {
        events.removeIf(stored -> stored.at().isBefore(moment));
    }

    /**
     * Changes how many events are kept.
     *
     * @param wanted 1 or more
     */
    public synchronized void resize(int wanted) {
        capacity = checked(wanted);
        trim();
    }

    /** {@return how the client stands} */
    public synchronized ConnectionSnapshot connection() {
        return connection;
    }

    /** {@return every event that is kept} */
    public List<StoredEvent> all() {
        return filtered(EventFilter.ALL);
    }

    /**
     * {@return the events that a filter lets through}
     *
     * @param filter which
     */
    public synchronized List<StoredEvent> filtered(EventFilter filter) {
        return events.stream().filter(filter::lets).toList();
    }

    /**
     * {@return the last events}
     *
     * @param count how many at most, 0 or more
     */
    public synchronized List<StoredEvent> recent(int count) {
        return events.stream().skip(Math.max(0, events.size() - (long) count)).toList();
    }

    /**
     * {@return the events of a type}
     *
     * @param type the type
     */
    public List<StoredEvent> byType(String type) {
        return filtered(EventFilter.ALL.ofType(type));
    }

    /**
     * {@return the events about a resource}
     *
     * @param resource what they are about
     */
    public List<StoredEvent> byResource(String resource) {
        return filtered(EventFilter.ALL.about(resource));
    }

    /** {@return the last event} */
    public synchronized Optional<StoredEvent> latest() {
        return Optional.ofNullable(events.peekLast());
    }

    /** {@return the last event about each resource} */
    public synchronized Map<String, StoredEvent> latestByResource() {
        Map<String, StoredEvent> latest = new LinkedHashMap<>();
        for (Iterator<StoredEvent> each = events.descendingIterator(); each.hasNext(); ) {
            StoredEvent stored = each.next();
            stored.resource().ifPresent(resource -> latest.putIfAbsent(resource, stored));
        }
        return latest;
    }

    /** {@return how many events of each type are kept} */
    public synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        events.forEach(stored -> counts.merge(stored.event().type(), 1, Integer::sum));
        return counts;
    }
}
