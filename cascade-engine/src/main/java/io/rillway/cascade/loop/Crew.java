// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that come and go and take tasks from one queue. At most one of them is looking for work or being woken at a time;
 * it wakes the next one when it has found some and there is more, so that who adds a task hardly ever has to wake anybody,
 * and a task is never left lying while a thread may be had.
 */
final class Crew {

    private static final long STAY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int GLANCES = 200;

    private final ThreadFactory factory;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Member> resting = new ConcurrentLinkedDeque<>();
    private final Set<Member> members = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private volatile int most;
    private volatile boolean closed;

    Crew(ThreadFactory factory, int most) {
        this.factory = factory;
        this.most = most;
    }

    /** From now on there are at most so many. */
    void most(int threads) {
        most = threads;
        callIfMoreThan(0);
    }

    /** Adds a task that nobody is called for yet; returns false if it is closed. */
    boolean add(Runnable task) {
        waiting.incrementAndGet();
        tasks.add(task);
        return !(closed && withdraw(task));
    }

    private boolean withdraw(Runnable task) {
        boolean withdrawn = tasks.remove(task);
        if (withdrawn) {
            waiting.decrementAndGet();
        }
        return withdrawn;
    }

    /** Calls somebody if more tasks than these wait and nobody is looking for work already. */
    void callIfMoreThan(int left) {
        if (waiting.get() > left && searching.get() == 0 && searching.compareAndSet(0, 1) && !wakeOrHire()) {
            searching.decrementAndGet();
        }
    }

    private boolean wakeOrHire() {
        Member member = resting.pollFirst();
        if (member != null) {
            member.wake();
            return true;
        }
        if (closed || count.get() >= most) {
            return false;
        }
        count.incrementAndGet();
        new Member().begin();
        return true;
    }

    /** Takes no further tasks and interrupts those under way; returns the tasks that were not begun. */
    List<Runnable> close() {
        closed = true;
        List<Runnable> left = new ArrayList<>();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            left.add(task);
        }
        members.forEach(Member::interrupt);
        return left;
    }

    /** Waits for the end of all; returns whether they have ended. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Member member : members) {
            long left = end - System.nanoTime();
            if (left <= 0 || !member.join(left)) {
                return false;
            }
        }
        return true;
    }

    private final class Member implements Runnable {

        private final Thread thread = factory.newThread(this);
        private volatile boolean woken;

        private void begin() {
            members.add(this);
            thread.start();
        }

        private void wake() {
            woken = true;
            LockSupport.unpark(thread);
        }

        private void interrupt() {
            thread.interrupt();
            LockSupport.unpark(thread);
        }

        private boolean join(long nanos) throws InterruptedException {
            thread.join(Duration.ofNanos(nanos).toMillis() + 1);
            return !thread.isAlive();
        }

        /** Begins as one that is looking for work. */
        @Override
        public void run() {
            try {
                boolean stays = true;
                while (stays && !closed) {
                    boolean found = work(search());
                    stays = found || rest();
                }
            } finally {
                count.decrementAndGet();
                members.remove(this);
                // Whoever wanted to hire somebody for a task while this one was still counted.
                callIfMoreThan(0);
            }
        }

        private @Nullable Runnable search() {
            Runnable task = take();
            for (int glance = 0; task == null && glance < GLANCES; glance++) {
                Thread.onSpinWait();
                task = take();
            }
            return task;
        }

        private @Nullable Runnable take() {
            Runnable task = tasks.poll();
            if (task != null) {
                waiting.decrementAndGet();
            }
            return task;
        }

        /** Does a task and what waits after it; returns false if there was none. */
        private boolean work(@Nullable Runnable first) {
            if (first == null) {
                return false;
            }
            searching.decrementAndGet();
            callIfMoreThan(0);
            for (Runnable task = first; task != null; task = closed ? null : take()) {
                task.run();
            }
            searching.incrementAndGet();
            return true;
        }

        /** Waits to be woken, as one that looks for work again; returns false if nobody did. */
        private boolean rest() {
            woken = false;
            resting.addFirst(this);
            searching.decrementAndGet();
            callIfMoreThan(0);
            long end = System.nanoTime() + STAY_NANOS;
            while (!woken && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0 && resting.remove(this)) {
                    return false;
                }
                LockSupport.parkNanos(Crew.this, Math.max(1, left));
                if (Thread.interrupted() && closed) {
                    return false;
                }
            }
            return !closed;
        }
    }
}
