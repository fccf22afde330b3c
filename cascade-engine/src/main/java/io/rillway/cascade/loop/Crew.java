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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that come and go and take tasks from one queue. At most one of them is looking for work or being woken at a time, so
 * that who adds a task hardly ever has to wake anybody.
 *
 * <p>Who comes while others work looks out first: as long as they take quick tasks one after the other, another thread would
 * only be in their way. It takes a task as soon as they do not get on, and then calls the next one; and who finds, one of
 * several, that its tasks are that quick, goes back to looking out. So a task is never left lying for longer than a look while a
 * thread may be had.
 */
final class Crew {

    private static final long STAY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int GLANCES = 200;
    private static final long LOOK_NANOS = 50_000;
    private static final int IDLE_LOOKS = 20;

    // What is taken in the time of a look, by all together, if tasks are quick; and after how many a worker asks that.
    private static final int QUICK = 16;
    private static final int SOME = 64;

    private final ThreadFactory factory;
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Member> resting = new ConcurrentLinkedDeque<>();
    private final Set<Member> members = ConcurrentHashMap.newKeySet();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private volatile int most;
    private volatile boolean stuck;
    private volatile boolean closed;

    /** Something to be done. */
    @FunctionalInterface
    interface Job {

        /** Does it; returns what is to be done next on the same thread, before anything that waits, or null. */
        @Nullable
        Job work();

        /** One that nothing follows. */
        static Job of(Runnable task) {
            return () -> {
                task.run();
                return null;
            };
        }
    }

    Crew(ThreadFactory factory, int most) {
        this.factory = factory;
        this.most = most;
    }

    /** From now on there are at most so many. */
    void most(int threads) {
        most = threads;
        callIfAnyWaits();
    }

    /** Adds a task that nobody is called for yet; returns false if it is closed. */
    boolean add(Job task) {
        jobs.add(task);
        return !(closed && jobs.remove(task));
    }

    /** Whether no task waits. */
    boolean isIdle() {
        return jobs.isEmpty();
    }

    /** Calls somebody if a task waits and nobody is looking for work already. */
    void callIfAnyWaits() {
        if (searching.get() == 0 && !jobs.isEmpty() && searching.compareAndSet(0, 1) && !wakeOrHire()) {
            searching.decrementAndGet();
        }
    }

    /** How many tasks were done by those who are here. */
    private long done() {
        long sum = 0;
        for (Member member : members) {
            sum += member.done.get();
        }
        return sum;
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
    List<Job> close() {
        closed = true;
        List<Job> left = new ArrayList<>();
        for (Job task = jobs.poll(); task != null; task = jobs.poll()) {
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

        // Written by its own thread alone.
        private final AtomicLong done = new AtomicLong();

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
                Job task = lookOut();
                // What was taken is done, also when it is closed meanwhile.
                while (stays && (task != null || !closed)) {
                    if (task != null) {
                        task = work(task) ? lookOut() : search();
                    } else {
                        stays = rest();
                        task = stays ? lookOut() : null;
                    }
                }
            } finally {
                count.decrementAndGet();
                members.remove(this);
                // Whoever wanted to hire somebody for a task while this one was still counted.
                callIfAnyWaits();
            }
        }

        /** One more is needed only if those who work do not get on. */
        private @Nullable Job lookOut() {
            int idle = 0;
            while (idle < IDLE_LOOKS && searching.get() == 1 && !closed) {
                if (stuck || working.get() == 0) {
                    return search();
                }
                long before = done();
                LockSupport.parkNanos(Crew.this, LOOK_NANOS);
                long moved = done() - before;
                if (jobs.isEmpty()) {
                    idle++;
                } else if (moved < QUICK) {
                    stuck = moved == 0;
                    Job task = jobs.poll();
                    if (task != null) {
                        return task;
                    }
                }
            }
            return null;
        }

        private @Nullable Job search() {
            Job task = jobs.poll();
            for (int glance = 0; task == null && glance < GLANCES; glance++) {
                Thread.onSpinWait();
                task = jobs.poll();
            }
            return task;
        }

        /** Does a task and what comes after it; returns whether others do well without this one. */
        private boolean work(Job first) {
            working.incrementAndGet();
            searching.decrementAndGet();
            callIfAnyWaits();
            boolean leaves = false;
            try {
                Job next = first;
                while (next != null && !leaves) {
                    long began = System.nanoTime();
                    long before = done();
                    next = workSome(next);
                    long nanosOfQuick = (done() - before) * LOOK_NANOS / QUICK;
                    boolean quick = System.nanoTime() - began < nanosOfQuick;
                    // Once it is closed nobody else does what was taken.
                    leaves = next != null && quick && doWell() && add(next);
                }
            } finally {
                working.decrementAndGet();
            }
            searching.incrementAndGet();
            return leaves;
        }

        /** Does so many tasks, if they are there; returns the next one, or null if there is none. */
        private @Nullable Job workSome(Job first) {
            Job next = first;
            for (int turn = 0; turn < SOME && next != null; turn++) {
                Job follower = next.work();
                done.lazySet(done.getPlain() + 1);
                next = closed ? null : follower != null ? follower : jobs.poll();
            }
            return next;
        }

        /** Tasks are quick; returns whether others are at it too. */
        private boolean doWell() {
            if (stuck) {
                stuck = false;
            }
            return working.get() > 1;
        }

        /** Waits to be woken, as one that looks for work again; returns false if nobody did. */
        private boolean rest() {
            woken = false;
            resting.addFirst(this);
            searching.decrementAndGet();
            callIfAnyWaits();
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
