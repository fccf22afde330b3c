// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.ConnectionSnapshot;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a client stands, and who is told. Any thread may change it until it is closed; the listeners are told of each change of
 * state in order, one at a time and under no lock, by one of the threads that make a change.
 */
final class Board {

    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

    private final List<Consumer<ConnectionSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<ConnectionSnapshot> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger telling = new AtomicInteger();

    // Written under the lock of this, read by any thread.
    private volatile ConnectionSnapshot snapshot = ConnectionSnapshot.INITIAL;
    private volatile boolean closed;

    ConnectionSnapshot snapshot() {
        return snapshot;
    }

    boolean isClosed() {
        return closed;
    }

    void listen(Consumer<ConnectionSnapshot> listener) {
        listeners.add(listener);
    }

    void become(UnaryOperator<ConnectionSnapshot> change) {
        change(change, false);
        tell();
    }

    /** Nothing changes afterwards. False if it was closed already. */
    boolean close() {
        boolean first = change(ConnectionSnapshot::closed, true);
        tell();
        return first;
    }

    private synchronized boolean change(UnaryOperator<ConnectionSnapshot> change, boolean last) {
        if (closed) {
            return false;
        }
        ConnectionSnapshot before = snapshot;
        snapshot = change.apply(before);
        closed = last;
        if (snapshot.state() != before.state() || snapshot.reconnectAttempts() != before.reconnectAttempts()) {
            untold.add(snapshot);
        }
        return true;
    }

    private void tell() {
        if (telling.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (ConnectionSnapshot next = untold.poll(); next != null; next = untold.poll()) {
                tell(next);
            }
            seen = telling.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(ConnectionSnapshot next) {
        for (Consumer<ConnectionSnapshot> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                LOG.warn("A listener of the connection's state failed", e);
            }
        }
    }
}
