// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.util.Objects.requireNonNull;

import io.rillway.events.Event;
import io.rillway.events.EventSink;
import io.rillway.events.json.EventCodec;
import io.rillway.hub.log.MemoryLog;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.write.GuardedListener;
import io.rillway.hub.write.Shard;
import io.rillway.hub.write.Subscriber;
import io.rillway.hub.write.Writer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The hub: whatever is published to it goes into its log, and from there to every subscriber that may see it.
 *
 * <p>A subscriber is a cursor into the log. A few writer threads each own a shard of the subscribers and walk in rounds:
 * a round takes what is new, routes it, and gives each ready subscriber all that lies between its cursor and the end in
 * one write. Replay, live and slow are one mechanism, so there is no seam between them.
 *
 * <p><b>Threads:</b> every method may be called from any thread; publishing never waits for a subscriber. <b>Errors:</b>
 * {@link HubException} when the hub is closed or full, {@link IllegalArgumentException} for an event that can never be
 * accepted. <b>Limits:</b> those of {@link HubOptions}.
 */
public final class EventHub implements EventSink, AutoCloseable {

    private final HubOptions options;
    private final EventLog log;
    private final HubListener listener;
    private final EventCodec codec = new EventCodec();
    private final List<Writer> writers;
    private final AtomicInteger subscribers = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    private EventHub(HubOptions options) {
        this.options = options;
        this.listener = new GuardedListener(options.listener());
        HubOptions.Retention kept = options.retention();
        this.log =
                new MemoryLog(new MemoryLog.Bounds(kept.maxEvents(), kept.maxBytes(), kept.maxAge()), options.clock());
        this.writers = IntStream.range(0, options.writers())
                .mapToObj(number -> new Writer(number, log, options.clock(), new Streams()))
                .toList();
    }

    /**
     * {@return an open hub}
     *
     * @param options its settings
     */
    public static EventHub open(HubOptions options) {
        EventHub hub = new EventHub(requireNonNull(options, "options"));
        hub.log.onCommit(() -> hub.writers.forEach(Writer::wake));
        hub.writers.forEach(Writer::start);
        return hub;
    }

    @Override
    public CompletionStage<String> publish(Event event) {
        return append(event, null);
    }

    @Override
    public CompletionStage<String> publish(Event event, String idempotencyKey) {
        return append(event, requireNonNull(idempotencyKey, "idempotencyKey"));
    }

    private CompletionStage<String> append(Event event, @Nullable String key) {
        byte[] payload = codec.encode(event.data());
        if (payload.length > options.maxEventBytes()) {
            throw new IllegalArgumentException(
                    "data: " + payload.length + " bytes as JSON (expected: at most " + options.maxEventBytes() + ")");
        }
        if (closed) {
            return CompletableFuture.failedFuture(new HubException(Reason.CLOSED, "the hub is closed"));
        }
        return log.append(withoutData(event), payload, key).stored().thenApply(LogEntry::id);
    }

    /** The log keeps the payload as JSON; the object it came from is let go. */
    private static Event withoutData(Event event) {
        return new Event(
                event.topics(), event.type(), null, event.attributes(), event.exclude(), event.ttl(), event.key());
    }

    /**
     * Opens a stream: the greeting, what the request's start asks for from the log, then live, with no seam.
     *
     * @param request what to send
     * @param connection where to send it; the hub owns it from now on
     * @return the stream
     * @throws HubException if the hub is closed or full; the connection has not been touched then
     */
    public Subscription subscribe(SubscribeRequest request, Connection connection) {
        requireNonNull(request, "request");
        requireNonNull(connection, "connection");
        if (subscribers.incrementAndGet() > options.maxSubscribers()) {
            subscribers.decrementAndGet();
            throw new HubException(
                    Reason.TOO_MANY_SUBSCRIBERS, "the hub has its " + options.maxSubscribers() + " subscribers");
        }
        if (closed) {
            subscribers.decrementAndGet();
            throw new HubException(Reason.CLOSED, "the hub is closed");
        }
        Writer writer = writers.get(Math.floorMod(turn.getAndIncrement(), writers.size()));
        Subscription subscription =
                counted(() -> writer.subscribe(UUID.randomUUID().toString(), request, connection));
        if (closed) {
            writer.sweep();
        }
        return subscription;
    }

    /** The subscriber has been counted already, and is not if the log fails it. */
    private Subscription counted(Supplier<Subscription> subscribing) {
        try {
            return subscribing.get();
        } catch (RuntimeException e) {
            subscribers.decrementAndGet();
            throw e;
        }
    }

    /** {@return the number of open streams} */
    public int subscriberCount() {
        return subscribers.get();
    }

    /**
     * Takes nothing more, tells every stream a jittered {@code retry:}, completes it, and returns within the grace of the
     * options; what is not gone by then is dropped. No thread and no timer is left.
     */
    @Override
    public void close() {
        closed = true;
        writers.forEach(writer -> writer.drain(options.grace()));
        try {
            for (Writer writer : writers) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writers.forEach(Writer::sweep);
        log.close();
    }

    /** Keeps count of the streams, and passes on what happens to them. */
    private final class Streams implements Shard.Registrar {

        @Override
        public void opened(Subscriber subscriber) {
            listener.onSubscribed(subscriber);
        }

        @Override
        public void ended(Subscriber subscriber, CloseReason reason) {
            subscribers.decrementAndGet();
            listener.onClosed(subscriber, reason);
        }

        @Override
        public void gap(Subscriber subscriber, String reason) {
            listener.onGap(subscriber, reason);
        }
    }
}
