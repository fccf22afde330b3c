// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.HandlerFailure;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.json.MalformedEventException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is called for which event; a handler that fails is reported, and the stream goes on. Any thread may add. */
final class Handlers {

    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

    private final Map<String, List<Consumer<Received>>> byType = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<Consumer<StreamEvent>>> byKind = new ConcurrentHashMap<>();
    private final List<Consumer<HandlerFailure>> listeners = new CopyOnWriteArrayList<>();

    void add(String type, Consumer<Received> handler) {
        byType.computeIfAbsent(type, t -> new CopyOnWriteArrayList<>()).add(handler);
    }

    <E extends StreamEvent> void add(Class<E> kind, Consumer<E> handler) {
        byKind.computeIfAbsent(kind, k -> new CopyOnWriteArrayList<>()).add(event -> handler.accept(kind.cast(event)));
    }

    void listen(Consumer<HandlerFailure> listener) {
        listeners.add(listener);
    }

    /** Calls the handlers of what has happened, until the client is closed; false if one was not called for that. */
    boolean handle(StreamEvent event, BooleanSupplier closed) {
        boolean all = true;
        if (event instanceof Received received) {
            all = call(byType.getOrDefault(received.type(), List.of()), received, closed);
        }
        return all && call(byKind.getOrDefault(event.getClass(), List.of()), event, closed);
    }

    private <E extends StreamEvent> boolean call(List<Consumer<E>> handlers, E event, BooleanSupplier closed) {
        for (Consumer<E> handler : handlers) {
            if (closed.getAsBoolean()) {
                return false;
            }
            try {
                handler.accept(event);
            } catch (RuntimeException e) {
                report(event, e);
            }
        }
        return true;
    }

    private void report(StreamEvent event, RuntimeException cause) {
        if (event instanceof Received received) {
            report(new HandlerFailure(received, cause));
        } else {
            LOG.warn("A handler of {} failed", event.getClass().getSimpleName(), cause);
        }
    }

    private void report(HandlerFailure failure) {
        String type = failure.event().type();
        if (failure.cause() instanceof MalformedEventException malformed) {
            LOG.warn("An event of type {} was dropped: {}", type, malformed.path());
        } else {
            LOG.warn("A handler of {} failed", type, failure.cause());
        }
        for (Consumer<HandlerFailure> listener : listeners) {
            try {
                listener.accept(failure);
            } catch (RuntimeException e) {
                LOG.warn("A listener of failures failed", e);
            }
        }
    }
}
