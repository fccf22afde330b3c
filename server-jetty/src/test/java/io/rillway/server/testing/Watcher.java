// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.StreamEvent.Received;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A client with a stream, which remembers what it was told. */
public final class Watcher implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Received> events = new CopyOnWriteArrayList<>();
    private final EventClient client;

    /** Opens a stream; {@code more} is what else the client does with it. */
    public Watcher(URI uri, ClientOptions options, Consumer<EventClient> more) {
        client = EventClient.open(uri, options);
        client.when(Received.class, events::add);
        more.accept(client);
        var unused = client.start();
    }

    /** Opens a stream, and waits until it is open. */
    public static Watcher of(URI uri, ClientOptions options) {
        return new Watcher(uri, options, client -> {}).connected();
    }

    /** Waits until the stream is open. */
    public Watcher connected() {
        await().atMost(PATIENCE).until(() -> client.snapshot().state() == ConnectionState.CONNECTED);
        return this;
    }

    /** {@return the client} */
    public EventClient client() {
        return client;
    }

    /** {@return the events that have come, but for signs of life and greetings} */
    public List<Received> events() {
        return events.stream()
                .filter(event -> !event.type().matches("ping|heartbeat|connected"))
                .toList();
    }

    /** {@return everything that has come} */
    public List<Received> all() {
        return List.copyOf(events);
    }

    /** {@return the types of the events} */
    public List<String> types() {
        return events().stream().map(Received::type).toList();
    }

    /** {@return the event of a type that came last, when one has come} */
    public Received awaited(String type) {
        await().atMost(PATIENCE).until(() -> types().contains(type));
        return events().stream()
                .filter(event -> event.type().equals(type))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Leaves, for good. */
    public void leave() {
        client.close();
    }

    @Override
    public void close() {
        client.close();
    }
}
