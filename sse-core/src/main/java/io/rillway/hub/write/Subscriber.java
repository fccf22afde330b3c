// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static java.util.Objects.requireNonNull;

import io.rillway.events.catalog.SystemEvents.ForceLogout;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriberSnapshot;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.port.SubscriptionChange;
import io.rillway.hub.route.SelectionKey;
import io.rillway.hub.write.Tally.Count;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscriber: a course through the log, a connection, and at most one write in flight. Its shard alone moves it; others
 * only signal.
 */
public final class Subscriber implements Subscription, Connection.Completion {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    private static final int IDLE = 0;
    private static final int IN_FLIGHT = 1;
    private static final int AWAITED = 2;

    /** The shard, as its subscribers see it. */
    interface Site {

        /** The subscriber is new, has been closed or changed, or the end of its write was awaited. */
        void signal(Subscriber subscriber);

        /** Refuses a change that goes beyond a limit. */
        void check(SubscribeRequest changed);

        /** {@return the log} */
        EventLog log();

        /** A write was flushed whose first event was published at a time. */
        void flushed(Instant published);
    }

    private final String id;
    private final Instant since;
    private final Connection connection;
    private final Site site;

    // Set by any thread, read by the shard.
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final AtomicInteger write = new AtomicInteger(IDLE);
    private volatile boolean gone;

    // Set by the shard before a write, read and reset by its completion.
    private volatile @Nullable Instant sampled;

    // Written under the monitor of the steps, read by any thread.
    private volatile SubscribeRequest request;
    final Steps steps = new Steps();

    // Owned by the shard, but for the tally, which any thread may read.
    final Tally tally = new Tally();
    final Course course;
    final Words words = new Words();
    int place;
    boolean ready;
    boolean removed;
    boolean saidLast;
    boolean heartbeatDue;
    boolean dismissed;
    boolean retryTold;
    boolean watched;
    long heartbeatAtNanos;
    private long progressAtNanos;
    private long taken;

    Subscriber(Identity identity, Opening opening, Connection connection, Site site) {
        this.id = identity.id();
        this.since = identity.since();
        this.request = identity.request();
        this.course = new Course(opening, identity.key(), tally);
        this.connection = connection;
        this.site = site;
    }

    /** Who a subscriber is, and what it gets at first. */
    record Identity(String id, SubscribeRequest request, SelectionKey key, Instant since) {}

    @Override
    public String id() {
        return id;
    }

    @Override
    public SubscribeRequest request() {
        return request;
    }

    @Override
    public boolean isOpen() {
        return ending.get() == null;
    }

    @Override
    public SubscriberSnapshot snapshot() {
        return new SubscriberSnapshot(
                id, request, since, tally.progress(site.log().last()));
    }

    @Override
    public SubscribeRequest change(SubscriptionChange... changes) {
        SubscribeRequest changed;
        synchronized (steps) {
            changed = request;
            for (SubscriptionChange change : changes) {
                changed = change.applyTo(changed);
            }
            site.check(changed);
            if (!changed.grants().equals(request.grants())) {
                steps.narrow(changed.grants());
            }
            request = changed;
            // Asked for before this returns, so that whatever is published after it lies behind the place.
            steps.add(new Step(site.log().last(), SelectionKey.of(changed)));
        }
        site.signal(this);
        return changed;
    }

    @Override
    public void close(CloseReason reason) {
        boolean first = end(new Ending(requireNonNull(reason, "reason"), null));
        Ending how = ending.get();
        if (!first && reason == CloseReason.PEER_GONE && how != null && how.order() != null) {
            gone = true;
            site.signal(this);
        }
    }

    /**
     * Tells the subscriber to leave, before anything else, and ends the stream. Any thread.
     *
     * @param order what it is told
     */
    public void logOut(ForceLogout order) {
        end(new Ending(CloseReason.LOGGED_OUT, requireNonNull(order, "order")));
    }

    private boolean end(Ending how) {
        boolean first = ending.compareAndSet(null, how);
        if (first) {
            site.signal(this);
        }
        return first;
    }

    @Override
    public void succeeded() {
        tally.set(Count.IN_FLIGHT, 0);
        Instant published = sampled;
        if (published != null) {
            sampled = null;
            site.flushed(published);
        }
        if (write.getAndSet(IDLE) == AWAITED) {
            site.signal(this);
        }
    }

    @Override
    public void failed(Throwable cause) {
        sampled = null;
        close(CloseReason.PEER_GONE);
        succeeded();
    }

    @Nullable
    Ending ending() {
        return ending.get();
    }

    /** {@return whether nobody is there any more to be told the last} */
    boolean isGone() {
        return gone;
    }

    /** {@return whether a write is in flight} */
    boolean isBusy() {
        return write.get() != IDLE;
    }

    /** {@return whether a write is in flight}; if so, its end will be signalled. */
    boolean awaitsWrite() {
        return write.compareAndSet(IN_FLIGHT, AWAITED) || isBusy();
    }

    /** {@return how long the write in flight has made no progress} */
    long nanosWithoutProgress(long nowNanos) {
        long now = connection.taken();
        if (now != taken) {
            taken = now;
            progressAtNanos = nowNanos;
        }
        return nowNanos - progressAtNanos;
    }

    /** Asks to be told when the next write, whose first event was published at a time, is flushed. */
    void sample(@Nullable Instant published) {
        sampled = published;
    }

    /** Hands all that was said to the connection in one write. */
    void write(long nowNanos) {
        tally.set(Count.IN_FLIGHT, words.bytes());
        ByteBuffer[] buffers = words.take();
        progressAtNanos = nowNanos;
        write.set(IN_FLIGHT);
        try {
            connection.write(buffers, this);
        } catch (RuntimeException e) {
            LOG.warn("The connection {} failed to write", id, e);
            failed(e);
        }
    }

    /** Ends the connection as the reason asks for: a peer that does not read is dropped, any other completed. */
    void leave(CloseReason reason) {
        removed = true;
        words.clear();
        try {
            if (gone || reason == CloseReason.PEER_GONE || reason == CloseReason.WRITE_DEADLINE) {
                connection.abort();
            } else {
                connection.complete();
            }
        } catch (RuntimeException e) {
            LOG.warn("The connection {} failed to end", id, e);
        }
    }
}
