// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import io.rillway.events.catalog.LogEvents.LogLine;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lines that wait to be told; of too many the oldest go (requirement S2-12). Whoever logs adds, one thread takes.
 */
final class LineQueue {

    /** What is to be done next: tell of lines that were lost, tell a line, or nothing for now. */
    record Next(long lost, @Nullable LogLine line) {}

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
    private long lost;
    private boolean woken;
    private boolean ended;

    LineQueue(int most) {
        this.most = most;
    }

    void add(LogLine line) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            lines.add(line);
            if (lines.size() > most) {
                lines.removeFirst();
                lost++;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** {@return what comes next, within a time at most}; null when all is told and nothing more comes. */
    @Nullable
    Next next(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (lines.isEmpty() && !ended && !woken && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            if (lines.isEmpty() && ended) {
                return null;
            }
            Next next = new Next(lost, lines.poll());
            lost = 0;
            return next;
        } catch (InterruptedException e) {
            // Nobody else has the thread; whoever interrupts it wants it to end.
            ended = true;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Makes whoever waits for a line look up. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
