// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Loop;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;

/** A loop without a thread: messages run when the test says so, alarms when its time has come. */
public final class ManualLoop implements Loop {

    private final ManualClock clock;
    private final Deque<Runnable> messages = new ArrayDeque<>();
    private final PriorityQueue<Entry> alarms = new PriorityQueue<>();
    private long entries;
    private boolean dead;

    public ManualLoop(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable message) {
        if (!dead) {
            messages.addLast(message);
        }
    }

    @Override
    public Alarm after(Duration delay, Runnable message) {
        Entry entry = new Entry(nanoTime() + delay.toNanos(), entries++, message);
        alarms.add(entry);
        return () -> entry.cancelled = true;
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    /** Nothing runs on it any more. */
    public void die() {
        dead = true;
        messages.clear();
        alarms.clear();
    }

    /** Runs every message, and those that they ask for. */
    public void settle() {
        for (Runnable next = messages.poll(); next != null; next = messages.poll()) {
            next.run();
        }
    }

    /** Goes from alarm to alarm, and settles at each. */
    public void advance(Duration time) {
        long end = nanoTime() + time.toNanos();
        settle();
        for (Entry next = alarms.peek(); next != null && next.atNanos <= end; next = alarms.peek()) {
            alarms.remove();
            if (next.cancelled) {
                continue;
            }
            clock.advance(Duration.ofNanos(Math.max(0, next.atNanos - nanoTime())));
            next.message.run();
            settle();
        }
        clock.advance(Duration.ofNanos(end - nanoTime()));
    }

    public int alarms() {
        return (int) alarms.stream().filter(entry -> !entry.cancelled).count();
    }

    private static final class Entry implements Comparable<Entry> {

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
        public int compareTo(Entry other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
