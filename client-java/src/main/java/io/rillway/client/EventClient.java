// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

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
import io.rillway.events.catalog.SystemEvents.Gap;
import java.net.URI;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a stream of events, and goes on following it: a stream that ends, breaks or falls silent is opened anew after the
 * last event that was handled.
 *
 * <p>The client is pulled. {@link #next} and the iterator read on the caller's thread; {@link #run} pulls and calls
 * handlers. An event counts as handled when the next one is asked for, so after a break it comes again if it was not.
 *
 * <p><b>Threads:</b> one thread pulls; everything else may be called by any. The client has no thread of its own beside
 * those of its HTTP client, which end with it unless one was given. <b>Errors:</b> trouble is a {@link Fault} in the
 * stream; the last one has no further attempt. <b>Limits:</b> one connection at a time; what is read ahead is one piece of
 * the body, at most as long as {@link ClientOptions#limits} lets an event be.
 */
public final class EventClient implements AutoCloseable, Iterable<StreamEvent> {

    private final Board board = new Board();
    private final Handlers handlers = new Handlers();
    private final Time time;
    private final Follower follower;

    EventClient(URI uri, ClientOptions options, Time time) {
        this.time = time;
        this.follower = new Follower(uri, options, time, board);
    }

    /**
     * {@return a client of a stream; it connects when it is first pulled}
     *
     * @param uri the address of the stream, http or https
     * @param options its settings
     * @throws IllegalArgumentException if the address is not one of http or https
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
     * @return what happened; empty when the client was closed, or has given up
     * @throws InterruptedException if the thread is interrupted; the client can go on
     */
    public Optional<StreamEvent> next() throws InterruptedException {
        follower.handled();
        while (!board.isClosed()) {
            StreamEvent event = follower.poll();
            if (event != null) {
                return Optional.of(event);
            }
            if (follower.isOver()) {
                break;
            }
            Signal signal = time.await(follower.inbox(), follower.deadline());
            if (signal == null) {
                follower.due();
            } else {
                follower.accept(signal);
            }
        }
        return Optional.empty();
    }

    /** {@return what happens, until the client is closed or gives up, or the thread is interrupted} */
    @Override
    public Iterator<StreamEvent> iterator() {
        return new Pull(this);
    }

    /**
     * Pulls and calls the handlers, on the caller's thread, until the client is closed or told to stop.
     *
     * @throws StreamException if it gives up
     * @throws InterruptedException if the thread is interrupted; the client can go on
     */
    public void run() throws InterruptedException {
        for (Optional<StreamEvent> event = next(); event.isPresent(); event = next()) {
            if (event.get() instanceof Received received) {
                handlers.handle(received, board::isClosed);
            } else if (event.get() instanceof Fault fault && isFailure(fault)) {
                throw fault.error();
            }
        }
    }

    private static boolean isFailure(Fault fault) {
        return fault.retryIn().isEmpty() && fault.error().kind() != StreamException.Kind.SERVER_STOP;
    }

    /**
     * {@return this client, with a handler of typed events}; a payload that is not of the type is reported and dropped.
     *
     * @param type the events
     * @param handler called by {@link #run}
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
     * @param handler called by {@link #run}
     */
    public EventClient on(String type, Consumer<Received> handler) {
        handlers.add(requireNonNull(type, "type"), requireNonNull(handler, "handler"));
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
     * {@return this client, with a listener to handlers that fail}
     *
     * @param listener called by {@link #run} after a payload was not of its type, or a handler threw
     */
    public EventClient onFailure(Consumer<HandlerFailure> listener) {
        handlers.listen(requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * {@return this client, with a listener to its state}
     *
     * @param listener told of each change in order, one at a time, by the thread that pulls or the one that closes
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
        return follower.position();
    }

    /** Ends the stream and whoever waits for it; nothing is given out afterwards. Closing again has no effect. */
    @Override
    public void close() {
        if (board.close()) {
            follower.close();
        }
    }
}
