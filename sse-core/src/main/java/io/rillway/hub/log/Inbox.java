// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.RecordBody;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What publishers have appended and the committer has not taken yet. It gives out the places, as long as they are good: while
 * the disk is in trouble, what comes has none until the committer has begun another epoch. Guarded by its lock.
 */
final class Inbox {

    private static final long MOST_BYTES = 64L << 20;

    private final InstantSource clock;
    private final Keys keys;
    private final LongFunction<String> ids;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingToDo = lock.newCondition();

    private final Map<String, Pending> byKey = new HashMap<>();
    private List<Pending> queue = new ArrayList<>();
    private long bytes;
    private long next;
    private boolean placing;
    private boolean closed;
    private boolean asked;

    Inbox(InstantSource clock, Keys keys, LongFunction<String> ids) {
        this.clock = clock;
        this.keys = keys;
        this.ids = ids;
    }

    /** Puts an event in, unless there is one with its key; never waits for the disk. */
    Receipt add(Pending pending) {
        boolean placed;
        lock.lock();
        try {
            Receipt known = known(pending.key());
            if (known != null) {
                return known;
            }
            if (closed) {
                return Receipt.refused(new HubException(Reason.CLOSED, "the log is closed"));
            }
            if (bytes + pending.bytes() > MOST_BYTES && !queue.isEmpty()) {
                return Receipt.refused(new HubException(
                        Reason.LOG_FAILED, "the disk cannot keep up: " + bytes + " bytes wait to be written"));
            }
            placed = put(pending);
        } finally {
            lock.unlock();
        }
        if (placed) {
            pending.accept();
        }
        return pending.receipt();
    }

    private @Nullable Receipt known(@Nullable String key) {
        if (key == null) {
            return null;
        }
        Pending waiting = byKey.get(key);
        if (waiting != null) {
            return waiting.receipt();
        }
        OptionalLong kept = keys.find(key);
        return kept.isPresent() ? Receipt.of(ids.apply(kept.getAsLong())) : null;
    }

    private boolean put(Pending pending) {
        if (placing) {
            place(pending, clock.instant());
        }
        if (pending.key() != null) {
            byKey.put(pending.key(), pending);
        }
        queue.add(pending);
        bytes += pending.bytes();
        somethingToDo.signal();
        return placing;
    }

    private void place(Pending pending, Instant now) {
        long sequence = next++;
        RecordBody body = pending.body();
        pending.place(new LogEntry(sequence, ids.apply(sequence), body.event(), now, body.payload()));
    }

    /** Makes the committer look at what has grown old. */
    void ask() {
        lock.lock();
        try {
            asked = true;
            somethingToDo.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to do; {@return what has come, or null when closed and empty} */
    @Nullable
    List<Pending> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !asked && !closed) {
                somethingToDo.awaitUninterruptibly();
            }
            boolean isEnd = queue.isEmpty() && !asked;
            asked = false;
            return isEnd ? null : drain();
        } finally {
            lock.unlock();
        }
    }

    private List<Pending> drain() {
        List<Pending> taken = queue;
        queue = new ArrayList<>(Math.max(16, taken.size()));
        bytes = 0;
        return taken;
    }

    /** Forgets the keys of what is stored, which are kept elsewhere now, or has failed. */
    void forget(List<Pending> done) {
        lock.lock();
        try {
            for (Pending pending : done) {
                if (pending.key() != null) {
                    byKey.remove(pending.key());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives out no more places; {@return what has places that are not good any more} */
    List<Pending> stopPlacing() {
        lock.lock();
        try {
            placing = false;
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** Gives places from a sequence on, first to what was taken and has none. */
    void startPlacing(long first, List<Pending> taken) {
        lock.lock();
        try {
            this.next = first;
            this.placing = true;
            Instant now = clock.instant();
            taken.forEach(pending -> place(pending, now));
            queue.forEach(pending -> place(pending, now));
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            somethingToDo.signal();
        } finally {
            lock.unlock();
        }
    }
}
