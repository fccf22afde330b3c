// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import io.rillway.client.ConnectionSnapshot.LastError;
import io.rillway.client.StreamEvent.Fault;
import io.rillway.client.StreamEvent.Received;
import io.rillway.client.StreamException.Kind;
import io.rillway.events.EventType;
import io.rillway.events.catalog.SystemEvents;
import io.rillway.events.catalog.SystemEvents.Gap;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a stream of events, and goes on following it: a stream that ends, breaks or falls silent is opened anew after the
 * last event that was handled.
 *
 * <p>The client is pulled: {@link #next} reads on the caller's thread. {@link #run} pulls and calls handlers. An event
 * counts as handled when the next one is asked for.
 *
 * <p><b>Threads:</b> one thread pulls; {@link #close} and {@link #snapshot} may come from any. The client has no thread of
 * its own beside those of its {@link HttpClient}. <b>Errors:</b> trouble is a {@link Fault} in the stream; the last one
 * has no further attempt. <b>Limits:</b> {@link ClientOptions#limits}.
 */
public final class EventClient implements AutoCloseable, Iterable<StreamEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);
    private static final int UNAUTHORIZED = 401;

    private final ClientOptions options;
    private final Connector connector;
    private final InstantSource clock;
    private final Waiting waiting;
    private final Handlers handlers = new Handlers();
    private final List<Consumer<ConnectionSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    // Set by the thread that pulls, read by any.
    private volatile ConnectionSnapshot snapshot = ConnectionSnapshot.DISCONNECTED;
    private volatile @Nullable BodyPipe body;
    private volatile String position;

    // Owned by the thread that pulls.
    private @Nullable Reading reading;
    private @Nullable Fault last;
    private String handling;
    private Duration floor = Duration.ZERO;
    private int attempts;
    private boolean refreshed;
    private long openedAtNanos;

    EventClient(URI uri, ClientOptions options, InstantSource clock, @Nullable Waiting waiting) {
        this.options = options;
        this.clock = clock;
        this.waiting = waiting == null ? time -> closed.await(time.toNanos(), TimeUnit.NANOSECONDS) : waiting;
        this.connector = new Connector(uri, options, options.http().orElseGet(EventClient::http));
        this.position = options.lastEventId();
        this.handling = position;
    }

    private static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /**
     * {@return a client of a stream; it connects when it is first pulled}
     *
     * @param uri the address of the stream
     * @param options its settings
     */
    public static EventClient open(URI uri, ClientOptions options) {
        requireNonNull(uri, "uri");
        return new EventClient(uri, requireNonNull(options, "options"), InstantSource.system(), null);
    }

    /**
     * Waits for what happens next.
     *
     * @return what happened; empty when the client was closed, or has given up
     * @throws InterruptedException if the thread is interrupted; the client can go on
     */
    public Optional<StreamEvent> next() throws InterruptedException {
        if (reading != null) {
            reading.position().ifPresent(id -> handling = id);
        }
        position = handling;
        while (!isClosed() && (last == null || last.retryIn().isPresent())) {
            try {
                StreamEvent event = reading == null ? connect() : read(reading);
                if (event != null) {
                    return Optional.of(event);
                }
            } catch (StreamException e) {
                if (!isClosed()) {
                    return Optional.of(trouble(e));
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable StreamEvent connect() throws InterruptedException {
        Fault before = last;
        if (before != null) {
            last = null;
            waiting.await(before.retryIn().orElse(Duration.ZERO));
        }
        if (isClosed()) {
            return null;
        }
        become(snapshot.connecting());
        BodyPipe pipe = new BodyPipe();
        body = pipe;
        if (isClosed()) {
            pipe.cancel();
        }
        Connector.Open open = connector.connect(position, pipe);
        reading = new Reading(open, options, position);
        refreshed = false;
        openedAtNanos = System.nanoTime();
        become(snapshot.connected(clock.instant()));
        return new StreamEvent.Started(open.heartbeat());
    }

    private @Nullable StreamEvent read(Reading now) throws InterruptedException {
        StreamEvent event = now.next();
        if (event instanceof Received received) {
            handling = received.id();
            snapshot = snapshot.event(clock.instant());
        }
        now.retry().ifPresent(asked -> floor = asked);
        if (!(event instanceof Received)) {
            now.position().ifPresent(id -> handling = id);
        }
        return event;
    }

    private Fault trouble(StreamException error) {
        BodyPipe pipe = body;
        if (pipe != null) {
            pipe.cancel();
        }
        boolean wasOpen = reading != null;
        boolean stable = wasOpen
                && System.nanoTime() - openedAtNanos
                        >= options.retry().stableAfter().toNanos();
        reading = null;
        attempts = stable ? 1 : attempts + 1;
        boolean refresh = error.status() == UNAUTHORIZED && !refreshed;
        refreshed |= refresh;
        boolean again =
                (error.isTransient() || refresh) && attempts <= options.retry().maxAttempts();
        Fault fault = again ? again(error, refresh) : finish(error);
        last = fault;
        return fault;
    }

    private Fault again(StreamException error, boolean refresh) {
        Duration asked = error.retryAfter().orElse(floor);
        boolean atOnce = refresh || error.kind() == Kind.IDLE_TIMEOUT;
        Duration wait = atOnce
                ? Duration.ZERO
                : options.retry()
                        .delay(attempts, asked, ThreadLocalRandom.current().nextDouble());
        LOG.info("The stream was lost ({}); attempt {} in {} ms", error.getMessage(), attempts, wait.toMillis());
        become(snapshot.trouble(ConnectionState.RECONNECTING, lastError(error.getMessage())));
        return new Fault(error, attempts, Optional.of(wait));
    }

    private Fault finish(StreamException error) {
        boolean exhausted = error.isTransient();
        StreamException end = exhausted
                ? StreamException.of(
                        Kind.MAX_ATTEMPTS,
                        "Max reconnection attempts (" + options.retry().maxAttempts() + ") reached",
                        error)
                : error;
        boolean told = end.kind() == Kind.SERVER_STOP;
        LOG.info("The stream has ended: {}", end.getMessage());
        become(snapshot.trouble(
                told ? ConnectionState.DISCONNECTED : ConnectionState.ERROR, lastError(end.getMessage())));
        return new Fault(end, attempts, Optional.empty());
    }

    private LastError lastError(@Nullable String message) {
        return new LastError(String.valueOf(message), clock.instant(), attempts);
    }

    private void become(ConnectionSnapshot next) {
        boolean changed = next.state() != snapshot.state();
        snapshot = next;
        if (changed) {
            for (Consumer<ConnectionSnapshot> listener : listeners) {
                try {
                    listener.accept(next);
                } catch (RuntimeException e) {
                    LOG.warn("A listener of the connection's state failed", e);
                }
            }
        }
    }

    /**
     * {@return this client, with a handler of typed events}; a payload that is not of the type is reported and dropped.
     *
     * @param type the events
     * @param handler called by {@link #run}
     * @param <T> the payload
     */
    public <T> EventClient on(EventType<T> type, Consumer<T> handler) {
        handlers.add(type.name(), event -> handler.accept(event.decode(type)));
        return this;
    }

    /**
     * {@return this client, with a handler of events}
     *
     * @param type the events' type
     * @param handler called by {@link #run}
     */
    public EventClient on(String type, Consumer<Received> handler) {
        handlers.add(type, handler);
        return this;
    }

    /**
     * {@return this client, with a handler of gaps: what was missed and cannot be had any more}
     *
     * @param handler called by {@link #run}
     */
    public EventClient onGap(Consumer<Gap> handler) {
        return on(SystemEvents.GAP, handler);
    }

    /**
     * {@return this client, with a listener to its state}
     *
     * @param listener called by the thread that pulls, whenever the state changes
     */
    public EventClient onState(Consumer<ConnectionSnapshot> listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Pulls and calls the handlers until the client is closed or gives up.
     *
     * @throws StreamException if it gives up
     * @throws InterruptedException if the thread is interrupted
     */
    public void run() throws InterruptedException {
        for (Optional<StreamEvent> event = next(); event.isPresent(); event = next()) {
            if (event.get() instanceof Received received) {
                handlers.handle(received);
            } else if (event.get() instanceof Fault fault && fault.retryIn().isEmpty()) {
                throw fault.error();
            }
        }
    }

    /** {@return what happens, until the client is closed or gives up, or the thread is interrupted} */
    @Override
    public Iterator<StreamEvent> iterator() {
        return new Iterator<>() {
            private Optional<StreamEvent> ahead = Optional.empty();

            @Override
            public boolean hasNext() {
                try {
                    ahead = ahead.isPresent() ? ahead : EventClient.this.next();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return ahead.isPresent();
            }

            @Override
            public StreamEvent next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                StreamEvent event = ahead.orElseThrow();
                ahead = Optional.empty();
                return event;
            }
        };
    }

    /** {@return how the client stands} */
    public ConnectionSnapshot snapshot() {
        return snapshot;
    }

    /** {@return the id after which the next attempt continues: that of the last event that was handled} */
    public String lastEventId() {
        return position;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends the stream and whoever waits for it; nothing is delivered afterwards. */
    @Override
    public void close() {
        closed.countDown();
        connector.cancel();
        BodyPipe pipe = body;
        if (pipe != null) {
            pipe.cancel();
        }
        become(snapshot.in(ConnectionState.DISCONNECTED));
    }
}
