// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber: a cursor into the log, a connection, and at most one write in flight. Its shard alone moves it; others only
 * signal.
 */
public final class Subscriber implements Subscription, Connection.Completion {

    /** What is told to a shard by others. */
    interface Signals {

        /** The subscriber is new, has been closed, or its write has ended. */
        void signal(Subscriber subscriber);
    }

    private final String id;
    private final SubscribeRequest request;
    private final Connection connection;
    private final Signals signals;
    private final long liveAt;

    // Set by any thread, read by the shard.
    private final AtomicReference<@Nullable CloseReason> closed = new AtomicReference<>();
    private final AtomicBoolean inFlight = new AtomicBoolean();

    // Owned by the shard.
    private final ArrayDeque<ByteBuffer> control = new ArrayDeque<>(2);
    private @Nullable Selection selection;
    long cursor;
    boolean live;
    long idOnWire;
    int place;
    boolean ready;
    boolean removed;
    boolean draining;
    long writeStartedNanos;

    Subscriber(String id, SubscribeRequest request, Connection connection, Signals signals, long liveAt) {
        this.id = id;
        this.request = request;
        this.connection = connection;
        this.signals = signals;
        this.liveAt = liveAt;
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
        if (closed.compareAndSet(null, reason)) {
            signals.signal(this);
        }
    }

    @Override
    public void succeeded() {
        if (inFlight.compareAndSet(true, false)) {
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

    long liveAt() {
        return liveAt;
    }

    boolean isNew() {
        return selection == null && !removed;
    }

    @Nullable
    Selection selection() {
        return selection;
    }

    void join(Selection selection, StartPlace start) {
        this.selection = selection;
        this.cursor = start.cursor();
        this.idOnWire = start.cursor();
        selection.add(this);
    }

    boolean isBusy() {
        return inFlight.get();
    }

    boolean hasControl() {
        return !control.isEmpty();
    }

    void say(Collection<ByteBuffer> frames) {
        control.addAll(frames);
    }

    /** Hands all that waits, and the chunk behind it, to the connection in one write. */
    void write(@Nullable ByteBuffer chunk, long nowNanos) {
        int count = control.size() + (chunk == null ? 0 : 1);
        ByteBuffer[] buffers = control.toArray(new ByteBuffer[count]);
        if (chunk != null) {
            buffers[count - 1] = chunk.duplicate();
        }
        control.clear();
        writeStartedNanos = nowNanos;
        inFlight.set(true);
        try {
            connection.write(buffers, this);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Ends the connection as the reason asks for: a peer that does not read is dropped, any other completed. */
    void end(CloseReason reason) {
        removed = true;
        control.clear();
        if (reason == CloseReason.PEER_GONE || reason == CloseReason.WRITE_DEADLINE) {
            connection.abort();
        } else {
            connection.complete();
        }
    }
}
