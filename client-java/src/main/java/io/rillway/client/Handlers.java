// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.StreamEvent.Received;
import io.rillway.events.json.MalformedEventException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is called for which event; a handler that fails is reported, and the stream goes on. */
final class Handlers {

    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);

    private final Map<String, List<Consumer<Received>>> byType = new ConcurrentHashMap<>();

    void add(String type, Consumer<Received> handler) {
        byType.computeIfAbsent(type, t -> new CopyOnWriteArrayList<>()).add(handler);
    }

    void handle(Received event) {
        for (Consumer<Received> handler : byType.getOrDefault(event.type(), List.of())) {
            try {
                handler.accept(event);
            } catch (MalformedEventException e) {
                LOG.warn("An event of type {} was dropped: {}", event.type(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("A handler of {} failed", event.type(), e);
            }
        }
    }
}
