// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop on a thread of its own. A message that throws is logged, and the loop goes on. */
public final class ThreadLoop implements Loop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);

    // As far away as an alarm can be without its time running over.
    private static final long FAR_NANOS = Long.MAX_VALUE / 4;

    private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
    private final Thread thread;

    // Guarded by this: so that nothing is asked after the last message.
    private boolean closed;

    // Of the loop's thread alone.
    private final PriorityQueue<Entry> alarms = new PriorityQueue<>();
    private long entries;
    private boolean ended;

    private ThreadLoop(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins a loop on a thread with this name. */
    public static ThreadLoop open(String name) {
        ThreadLoop loop = new ThreadLoop(name);
        loop.thread.start();
        return loop;
    }

    @Override
    public synchronized void execute(Runnable message) {
        if (closed) {
            throw new RejectedExecutionException("loop: closed (expected: open)");
        }
        messages.add(message);
    }

    @Override
    public Alarm after(Duration delay, Runnable message) {
        long nanos = Math.min(TimeUnit.NANOSECONDS.convert(delay), FAR_NANOS);
        Entry entry = new Entry(nanoTime() + nanos, entries++, message);
        alarms.add(entry);
        return entry;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Runs what was asked before, then ends; waits for that unless it is the loop itself that asks. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                messages.add(() -> ended = true);
            }
        }
        if (Thread.currentThread() != thread) {
            Join.patiently(thread);
        }
    }

    private void run() {
        while (!ended) {
            Runnable next = next();
            if (next != null) {
                guarded(next);
            }
        }
    }

    /** The coordinator must not end because one message is wrong. */
    private static void guarded(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException e) {
            LOG.error("a message of the engine failed", e);
        }
    }

    /** An alarm whose time has come, else a message, for which it waits until the next alarm. */
    private @Nullable Runnable next() {
        dropCancelled();
        Entry first = alarms.peek();
        long wait = first == null ? Long.MAX_VALUE : first.atNanos - nanoTime();
        if (first != null && wait <= 0) {
            alarms.remove();
            return first.message;
        }
        try {
            return messages.poll(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            LOG.debug("the loop's thread was interrupted, which means nothing to it");
            return null;
        }
    }

    private void dropCancelled() {
        for (Entry first = alarms.peek(); first != null && first.cancelled; first = alarms.peek()) {
            alarms.remove();
        }
    }

    private static final class Entry implements Alarm, Comparable<Entry> {

        private final long atNanos;
        private final long number;
        private final Runnable message;
        private boolean cancelled;

        private Entry(long atNanos, long number, Runnable message) {
            this.atNanos = atNanos;
            this.number = number;
            this.message = message;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atNanos - other.atNanos, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
