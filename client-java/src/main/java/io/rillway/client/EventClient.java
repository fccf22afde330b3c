// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import io.rillway.client.connect.IdleThreads;
import io.rillway.client.connect.Origins;
import io.rillway.client.connect.Signal;
import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.HandlerFailure;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamException;
import io.rillway.events.EventType;
import io.rillway.events.catalog.SystemEvents;
import io.rillway.events.catalog.SystemEvents.ForceLogout;
import io.rillway.events.catalog.SystemEvents.Gap;
import java.net.URI;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream of events, and goes on following it: a stream that ends, breaks or falls silent is opened anew after the
 * last event that was handled.
 *
 * <p>There are three ways to drive it, and a client is driven in one of them. Pulled, by {@link #next}, the iterator,
 * {@link #stream} and {@link #run}, it works on the caller's thread, and an event counts as handled when the next one is
 * asked for. {@link #start} pushes to the handlers, {@link #publisher} to a subscriber, without a thread that waits; an event
 * counts as handled when they return. An event that was not handled comes again after a break; so does one that was not given
 * to all of its handlers, since the client was closed.
 *
 * <p><b>Threads:</b> one thread pulls; everything else may be called by any. The client has no thread of its own while
 * nothing happens, beside the one of its HTTP client; many clients may share one. All of them end with it. <b>Errors:</b>
 * trouble is a {@link Fault} in the stream; the last one has no further attempt. <b>Limits:</b> one connection at a time; what
 * is read ahead is one piece of the body, at most as long as {@link ClientOptions#limits} lets an event be.
 */
public final class EventClient implements AutoCloseable, Iterable<StreamEvent> {

    /** How a client is driven. */
    private enum Drive {
        PULLED,
        PUSHED
    }

    private final Board board = new Board();
    private final Handlers handlers = new Handlers();
    private final AtomicReference<@Nullable Drive> drive = new AtomicReference<>();
    private final ClientOptions options;
    private final Time time;
    private final Follower follower;

    EventClient(URI uri, ClientOptions options, Time time) {
        this.options = options;
        this.time = time;
        this.follower = new Follower(uri, options, time, board);
    }

    /**
     * {@return a client of a stream; it connects when it is first driven}
     *
     * @param uri the address of the stream, http or https
     * @param options its settings
     * @throws IllegalArgumentException if the address is not one of http or https
     * @throws java.io.UncheckedIOException if the options have a store of the place in the stream that cannot be read
     */
    public static EventClient open(URI uri, ClientOptions options) {
        if (!Origins.isHttp(requireNonNull(uri, "uri"))) {
            throw new IllegalArgumentException("uri: scheme " + uri.getScheme() + ", host " + uri.getHost()
                    + " (expected: http or https, a host)");
        }
        return new EventClient(uri, requireNonNull(options, "options"), Time.SYSTEM);
    }

    /**
     * Waits for what happens next.
     *
     * @return what happened; empty when the client was closed, or the stream is over
     * @throws InterruptedException if the thread is interrupted; the client can go on
     * @throws IllegalStateException if the client pushes
     */
    public Optional<StreamEvent> next() throws InterruptedException {
        if (drive.compareAndExchange(null, Drive.PULLED) == Drive.PUSHED) {
            throw new IllegalStateException("next: of a client that pushes (expected: one way to drive a client)");
        }
        follower.handled();
        while (!board.isClosed()) {
            StreamEvent event = follower.poll();
            if (event != null) {
                return Optional.of(event);
            }
            if (follower.isOver()) {
                break;
            }
            await();
        }
        return Optional.empty();
    }

    private void await() throws InterruptedException {
        Signal signal = time.await(follower.inbox(), requireNonNull(follower.deadline(), "deadline"));
        if (signal == null) {
            follower.due();
        } else {
            follower.accept(signal);
        }
    }

    /** {@return what happens, until the client is closed or the stream is over, or the thread is interrupted} */
    @Override
    public Iterator<StreamEvent> iterator() {
        return new Pull(this);
    }

    /** {@return the events as a stream to be pulled, until the client is closed or the stream is over} */
    public Stream<Received> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), traits), false)
                .filter(Received.class::isInstance)
                .map(Received.class::cast);
    }

    /**
     * Pulls and calls the handlers, on the caller's thread, until the client is closed, told to stop, or the stream is over.
     *
     * @throws StreamException if it gives up
     * @throws InterruptedException if the thread is interrupted; the client can go on
     * @throws IllegalStateException if the client pushes
     */
    public void run() throws InterruptedException {
        for (Optional<StreamEvent> event = next(); event.isPresent(); event = next()) {
            boolean all = tell(event.get());
            if (event.get() instanceof Fault fault && isFailure(fault)) {
                throw fault.error();
            }
            if (!all) {
                return; // the event is not handled, and there will be no other
            }
        }
    }

    /**
     * Begins to push to the handlers, on the executor of the options, one call at a time.
     *
     * @return done when the client was closed, told to stop, or the stream is over; failed with the
     *     {@link StreamException} if it gives up
     * @throws IllegalStateException if the client is driven already
     */
    public CompletionStage<@Nullable Void> start() {
        Push push = new Push(this::tell, new CompletableFuture<>());
        Pump pump = pump(push);
        pump.request(Long.MAX_VALUE);
        pump.start();
        return push.done().minimalCompletionStage();
    }

    /**
     * {@return the events for one subscriber; the first to subscribe drives the client}
     *
     * <p>No more of the stream is read than the subscriber asks for. Cancelling closes the client, which ends the
     * subscription; so does an error in it, by {@code onError}. What happens beside the events goes to the handlers.
     */
    public Flow.Publisher<Received> publisher() {
        return new EventPublisher(this, this::pump);
    }

    private Pump pump(Outlet outlet) {
        if (!drive.compareAndSet(null, Drive.PUSHED)) {
            throw new IllegalStateException("start: of a client that is driven (expected: one way to drive a client)");
        }
        Executor executor = options.transport().executor().orElseGet(() -> new IdleThreads("rillway-client"));
        return new Pump(follower, board, time, executor, outlet);
    }

    /** Whether all handlers were called, which they are not if the client is closed meanwhile. */
    boolean tell(StreamEvent event) {
        return handlers.handle(event, board::isClosed);
    }

    static boolean isFailure(Fault fault) {
        return fault.retryIn().isEmpty() && fault.error().kind() != StreamException.Kind.SERVER_STOP;
    }

    /** Leaves the stream as it is and opens it anew, after the last event that was handled. Nothing if it is over. */
    public void restart() {
        follower.inbox().add(new Signal.Restart());
    }

    /**
     * {@return this client, with a handler of one kind of what happens}, such as {@code Fault.class} for trouble, or
     * {@code Received.class} for every event
     *
     * @param kind what is handled
     * @param handler called by {@link #run}, {@link #start} and {@link #publisher}
     * @param <E> the kind
     */
    public <E extends StreamEvent> EventClient when(Class<E> kind, Consumer<E> handler) {
        handlers.add(requireNonNull(kind, "kind"), requireNonNull(handler, "handler"));
        return this;
    }

    /**
     * {@return this client, with a handler of typed events}; a payload that is not of the type is reported and dropped.
     *
     * @param type the events
     * @param handler called by {@link #run}, {@link #start} and {@link #publisher}
     * @param <T> the payload
     */
    public <T> EventClient on(EventType<T> type, Consumer<T> handler) {
        requireNonNull(handler, "handler");
        handlers.add(type.name(), event -> handler.accept(event.decode(type)));
        return this;
    }

    /**
     * {@return this client, with a handler of events}
     *
     * @param type the events' type
     * @param handler called by {@link #run}, {@link #start} and {@link #publisher}
     */
    public EventClient on(String type, Consumer<Received> handler) {
        handlers.add(requireNonNull(type, "type"), requireNonNull(handler, "handler"));
        return this;
    }

    /**
     * {@return this client, with a handler of gaps: what was missed and cannot be had any more}
     *
     * @param handler called by {@link #run}, {@link #start} and {@link #publisher}
     */
    public EventClient onGap(Consumer<Gap> handler) {
        return on(SystemEvents.GAP, handler);
    }

    /**
     * {@return this client, with a handler for being logged out}; the client is closed before it is called, and does not come
     * back
     *
     * @param handler called by {@link #run}, {@link #start} and {@link #publisher}
     */
    public EventClient onForceLogout(Consumer<ForceLogout> handler) {
        requireNonNull(handler, "handler");
        return on(SystemEvents.FORCE_LOGOUT, event -> {
            close();
            handler.accept(event);
        });
    }

    /**
     * {@return this client, with a listener to handlers that fail}
     *
     * @param listener called after a payload was not of its type, or a handler threw
     */
    public EventClient onFailure(Consumer<HandlerFailure> listener) {
        handlers.listen(requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * {@return this client, with a listener to its state}
     *
     * @param listener told of each change in order, one at a time, by a thread that drives or closes
     */
    public EventClient onState(Consumer<ConnectionSnapshot> listener) {
        board.listen(requireNonNull(listener, "listener"));
        return this;
    }

    /** {@return how the client stands} */
    public ConnectionSnapshot snapshot() {
        return board.snapshot();
    }

    /** {@return the id after which the next attempt goes on: that of the last event that was handled; empty if none} */
    public String lastEventId() {
        return follower.lastEventId();
    }

    /**
     * Ends the stream and whoever waits for it, a source that is being asked for a credential among them, and waits for nobody;
     * nothing is given out afterwards. Closing again has no effect.
     */
    @Override
    public void close() {
        if (board.close()) {
            follower.close();
        }
    }
}
