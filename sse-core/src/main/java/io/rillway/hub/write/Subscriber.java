// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static java.util.Objects.requireNonNull;

import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.route.SelectionKey;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscriber: a cursor into the log, a connection, and at most one write in flight. Its shard alone moves it; others only
 * signal.
 */
public final class Subscriber implements Subscription, Connection.Completion {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    private static final int IDLE = 0;
    private static final int IN_FLIGHT = 1;
    private static final int AWAITED = 2;

    /** What is told to a shard by others. */
    interface Signals {

        /** The subscriber is new, has been closed, or the end of its write was awaited. */
        void signal(Subscriber subscriber);
    }

    private final String id;
    private final SubscribeRequest request;
    private final SelectionKey key;
    private final StartPlace start;
    private final Connection connection;
    private final Signals signals;

    // Set by any thread, read by the shard.
    private final AtomicReference<@Nullable CloseReason> closed = new AtomicReference<>();
    private final AtomicInteger write = new AtomicInteger(IDLE);

    // Owned by the shard.
    private final ArrayDeque<ByteBuffer> words = new ArrayDeque<>(2);
    private @Nullable Selection selection;
    private @Nullable Gap gap;
    long cursor;
    long told;
    boolean live;
    long idOnWire;
    int place;
    boolean ready;
    boolean removed;
    boolean draining;
    boolean heartbeatDue;
    long heartbeatAtNanos;
    long writeStartedNanos;

    Subscriber(
            String id,
            SubscribeRequest request,
            SelectionKey key,
            StartPlace start,
            Connection connection,
            Signals signals) {
        this.id = id;
        this.request = request;
        this.key = key;
        this.start = start;
        this.connection = connection;
        this.signals = signals;
    }

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
        return closed.get() == null;
    }

    @Override
    public void close(CloseReason reason) {
        if (closed.compareAndSet(null, requireNonNull(reason, "reason"))) {
            signals.signal(this);
        }
    }

    @Override
    public void succeeded() {
        if (write.getAndSet(IDLE) == AWAITED) {
            signals.signal(this);
        }
    }

    @Override
    public void failed(Throwable cause) {
        close(CloseReason.PEER_GONE);
        succeeded();
    }

    @Nullable
    CloseReason closeReason() {
        return closed.get();
    }

    SelectionKey key() {
        return key;
    }

    StartPlace start() {
        return start;
    }

    boolean isNew() {
        return selection == null && !removed;
    }

    Selection selection() {
        return requireNonNull(selection, "selection");
    }

    void join(Selection selection) {
        this.selection = selection;
        this.cursor = start.cursor();
        this.idOnWire = start.cursor();
        this.gap = start.gap();
        this.told = start.told();
        selection.add(this);
    }

    /** {@return whether a write is in flight} */
    boolean isBusy() {
        return write.get() != IDLE;
    }

    /** {@return whether a write is in flight}; if so, its end will be signalled. */
    boolean awaitsWrite() {
        return write.compareAndSet(IN_FLIGHT, AWAITED) || isBusy();
    }

    boolean hasWords() {
        return !words.isEmpty();
    }

    void say(Collection<ByteBuffer> frames) {
        words.addAll(frames);
    }

    /** {@return whether it has not been told of all that a chunk lacks} */
    boolean lacks(Chunk chunk) {
        return chunk.lost() > Math.max(cursor, told);
    }

    /** Goes on where something is kept behind a hole; several holes with nothing said between them are one. */
    void skip(Gap hole, Kept kept) {
        gap = gap == null ? hole : new Gap(gap.reason(), gap.from(), hole.to());
        cursor = kept.before();
        told = kept.lost();
        idOnWire = cursor;
    }

    /** {@return the hole that has to be told before anything else, which counts as told now} */
    @Nullable
    Gap takeGap() {
        Gap hole = gap;
        gap = null;
        return hole;
    }

    /** Says a chunk, and stands where it ends. */
    void move(Chunk chunk, long seen) {
        if (chunk.bytes() != null) {
            words.add(chunk.bytes().duplicate());
        }
        cursor = chunk.upTo();
        live = cursor >= seen;
        idOnWire = Math.max(idOnWire, chunk.lastWritten());
    }

    /** Hands all that was said to the connection in one write. */
    void write(long nowNanos) {
        ByteBuffer[] buffers = words.toArray(new ByteBuffer[0]);
        words.clear();
        writeStartedNanos = nowNanos;
        write.set(IN_FLIGHT);
        try {
            connection.write(buffers, this);
        } catch (RuntimeException e) {
            LOG.warn("The connection {} failed to write", id, e);
            failed(e);
        }
    }

    /** Ends the connection as the reason asks for: a peer that does not read is dropped, any other completed. */
    void end(CloseReason reason) {
        removed = true;
        words.clear();
        try {
            if (reason == CloseReason.PEER_GONE || reason == CloseReason.WRITE_DEADLINE) {
                connection.abort();
            } else {
                connection.complete();
            }
        } catch (RuntimeException e) {
            LOG.warn("The connection {} failed to end", id, e);
        }
    }
}
