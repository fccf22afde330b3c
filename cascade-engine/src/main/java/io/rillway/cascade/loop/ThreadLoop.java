// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop with a thread of its own, which keeps the time; but whoever brings a message and finds nobody at it may run it, so
 * that an answer need not wait for another thread to wake. Only one thread has the turn; taking it and giving it back is
 * what makes everything of the loop visible to the next. A message that throws is logged, and the loop goes on.
 *
 * <p>Nothing is left lying: who adds a message while another thread has the turn leaves it to that thread, which looks again
 * after it has given the turn back.
 */
public final class ThreadLoop implements Loop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);

    // As far away as an alarm can be without its time running over.
    private static final long FAR_NANOS = Long.MAX_VALUE / 4;

    // After so many messages a visitor leaves the rest to the loop's own thread.
    private static final int MOST_OF_A_VISITOR = 256;

    // Every so many messages it is seen whether an alarm is due.
    private static final int MESSAGES_A_GLANCE = 16;

    // An alarm that is due waits this long before it is seen whether the visitor has gone.
    private static final long VISIT_NANOS = 50_000;

    private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Thread> turn = new AtomicReference<>();
    private final Thread thread;

    // Set before the last message is added: who has added one after that takes it back.
    private volatile boolean closed;

    // In some seventy years, which no engine lives.
    private final long neverAt = System.nanoTime() + FAR_NANOS;

    // Written by who has the turn, and read by the loop's thread before it sleeps; and the reverse.
    private final AtomicLong firstAlarmAt = new AtomicLong();
    private volatile long asleepUntil;

    // Written once, before the first message.
    private Runnable after = () -> {};

    // Of whoever has the turn.
    private final Alarms alarms = new Alarms();
    private int glances;

    // Of whoever has the turn too: messages that it asks for itself need no queue between threads. They come before
    // those of
    // others, which they have no order with.
    private final Deque<Runnable> own = new ArrayDeque<>();

    // Of whoever has the turn: the time of what is run now, if anybody has asked for it.
    private long presentNanos;
    private boolean hasPresent;

    // Written by who has the turn, read by the loop's thread.
    private volatile boolean ended;

    /** A message of somebody who runs it, and others, on a thread of his own if nobody else is at it. */
    interface Visit extends Runnable {

        /** The turn is given back now; once for each time that it was taken. */
        void leave();
    }

    private ThreadLoop(String name) {
        firstAlarmAt.set(neverAt);
        asleepUntil = firstAlarmAt.get();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins a loop on a thread with this name. */
    public static ThreadLoop open(String name) {
        ThreadLoop loop = new ThreadLoop(name);
        loop.thread.start();
        return loop;
    }

    /** From now on this is done after each message. Before the first one only. */
    void afterEach(Runnable what) {
        after = what;
    }

    /** Whether it is the calling thread that runs messages now. */
    boolean hasTurn() {
        return turn.get() == Thread.currentThread();
    }

    /** Whether the calling thread runs messages now as a visitor. */
    boolean isVisiting() {
        return hasTurn() && Thread.currentThread() != thread;
    }

    @Override
    public void execute(Runnable message) {
        if (hasTurn()) {
            addOwn(message);
            return;
        }
        add(message);
        if (turn.get() == null) {
            LockSupport.unpark(thread);
        }
    }

    /** Runs a message after those before it, on the calling thread if no other one is at it. */
    void visit(Visit visit) {
        boolean goesOn = true;
        if (messages.isEmpty() && turn.get() == null && !closed && take()) {
            goesOn = runSome(visit, MOST_OF_A_VISITOR, visit);
        } else {
            add(visit);
        }
        while (goesOn && !messages.isEmpty() && turn.get() == null) {
            goesOn = !take() || runSome(null, MOST_OF_A_VISITOR, visit);
        }
        if (!goesOn) {
            LockSupport.unpark(thread);
        }
    }

    private void add(Runnable message) {
        messages.add(message);
        if (closed && messages.remove(message)) {
            throw closed();
        }
    }

    private void addOwn(Runnable message) {
        if (closed) {
            throw closed();
        }
        own.add(message);
    }

    private static RejectedExecutionException closed() {
        return new RejectedExecutionException("loop: closed (expected: open)");
    }

    @Override
    public Alarm after(Duration delay, Runnable message) {
        return alarms.add(nanoTime() + nanos(delay), message);
    }

    @Override
    public Alarm limit(Duration delay, Runnable message) {
        return alarms.addLimit(nanoTime(), nanos(delay), message);
    }

    private static long nanos(Duration delay) {
        return Math.min(TimeUnit.NANOSECONDS.convert(delay), FAR_NANOS);
    }

    /** Reading the time costs as much as a short message, so that it is not read for each that asks. */
    @Override
    public long nanoTime() {
        if (!hasPresent) {
            presentNanos = System.nanoTime();
            hasPresent = true;
        }
        return presentNanos;
    }

    @Override
    public void tick() {
        hasPresent = false;
    }

    /** Runs what was asked before, then ends; waits for that unless it is called by a message. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                messages.add(() -> ended = true);
            }
        }
        LockSupport.unpark(thread);
        if (!hasTurn()) {
            Join.patiently(thread);
        }
    }

    private void run() {
        while (!ended) {
            if (take()) {
                runSome(null, Integer.MAX_VALUE, null);
            }
            sleep();
        }
    }

    private boolean take() {
        return turn.compareAndSet(null, Thread.currentThread());
    }

    /** Runs a message that came first, if any, and alarms and messages, and gives the turn back; returns whether no message was left. */
    private boolean runSome(@Nullable Runnable first, int most, @Nullable Visit visit) {
        boolean visiting = visit != null;
        tick();
        try {
            int done = 0;
            for (Runnable next = first == null || ended ? next(visiting) : first; next != null; next = next(visiting)) {
                guarded(next);
                after.run();
                if (++done == most) {
                    return false;
                }
            }
            return true;
        } finally {
            // If it is not done with them, the next one is.
            if (!own.isEmpty()) {
                messages.addAll(own);
                own.clear();
            }
            if (visit != null) {
                visit.leave();
            }
            // Seen by the loop's thread at the latest with the turn, which is set before it is read how long that one
            // sleeps.
            firstAlarmAt.lazySet(alarms.firstAt(neverAt));
            turn.set(null);
            if (visiting && (ended || firstAlarmAt.get() - asleepUntil < 0)) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** An alarm whose time has come, else a message. */
    private @Nullable Runnable next(boolean visiting) {
        if (ended) {
            return null;
        }
        boolean looks = glances++ % MESSAGES_A_GLANCE == 0;
        Runnable due = looks ? takeDue() : null;
        Runnable next = due != null ? due : poll();
        // A visitor may leave an alarm to the loop's own thread, which sleeps no longer than until the first one.
        return next != null || looks || visiting ? next : takeDue();
    }

    private @Nullable Runnable takeDue() {
        tick();
        return alarms.takeDue(nanoTime());
    }

    private @Nullable Runnable poll() {
        Runnable next = own.poll();
        if (next == null) {
            tick();
            next = messages.poll();
        }
        return next;
    }

    /** The coordinator must not end because one message is wrong. */
    private static void guarded(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException e) {
            LOG.error("a message of the engine failed", e);
        }
    }

    /** Until there is something to do that nobody else does. */
    private void sleep() {
        long now = System.nanoTime();
        long until = firstAlarmAt.get();
        asleepUntil = until;
        long wait = until - now;
        boolean visited = turn.get() != null;
        // Read again, after it was said how long this thread sleeps: it must not sleep longer than that.
        if (!ended && firstAlarmAt.get() == until && (visited || (wait > 0 && messages.isEmpty()))) {
            LockSupport.parkNanos(this, visited ? Math.max(wait, VISIT_NANOS) : wait);
        }
        if (Thread.interrupted()) {
            LOG.debug("the loop's thread was interrupted, which means nothing to it");
        }
        asleepUntil = now - FAR_NANOS;
    }
}
