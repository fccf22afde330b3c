// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.events.Event;
import io.rillway.events.EventSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A sink that remembers what it took, as {@code topic type}. */
public final class RecordingSink implements EventSink {

    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());

    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    private volatile boolean broken;
    private volatile Consumer<Event> listener = event -> {};

    /** Is told of each event. */
    public void onEvent(Consumer<Event> told) {
        listener = told;
    }

    /** From now on it throws and fails in turn. */
    public void breaks(boolean now) {
        broken = now;
    }

    @Override
    public CompletionStage<String> publish(Event event) {
        events.add(event);
        listener.accept(event);
        if (broken && events.size() % 2 == 0) {
            throw new IllegalStateException("broken");
        }
        if (broken) {
            return CompletableFuture.failedFuture(new IllegalStateException("broken"));
        }
        return CompletableFuture.completedFuture(String.valueOf(events.size()));
    }

    @Override
    public CompletionStage<String> publish(Event event, String idempotencyKey) {
        keys.add(idempotencyKey);
        return taken.add(idempotencyKey) ? publish(event) : CompletableFuture.completedFuture(idempotencyKey);
    }

    public List<Event> events() {
        return events;
    }

    public List<String> keys() {
        return keys;
    }

    public List<Event> on(String topic) {
        return events.stream()
                .filter(event -> event.topics().get(0).path().equals(topic))
                .toList();
    }
}
