// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.connect.Inbox;
import io.rillway.client.connect.Signal;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A time that a test drives: the wait before an attempt is over at once and remembered, all others last until it goes on. */
final class ManualTime implements Time {

    private static final long GLANCE_NANOS = Duration.ofMillis(2).toNanos();

    private final ManualClock clock = new ManualClock();
    private final List<Ringing> alarms = new CopyOnWriteArrayList<>();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private volatile Deadline deadline = new Deadline(Deadline.Kind.ATTEMPT, 0);

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return clock.nanoTime();
    }

    void advance(Duration step) {
        clock.advance(step);
        List<Ringing> due = alarms.stream()
                .filter(alarm -> alarm.deadline().nanos() <= nanos())
                .toList();
        alarms.removeAll(due);
        due.forEach(alarm -> alarm.call().run());
    }

    @Override
    public Alarm alarm(Deadline next, Runnable call) {
        deadline = next;
        Ringing alarm = new Ringing(next, call);
        alarms.add(alarm);
        if (next.kind() == Deadline.Kind.ATTEMPT) {
            waits.add(left());
            advance(left());
        }
        return () -> alarms.remove(alarm);
    }

    /** The alarms that are set. */
    int alarms() {
        return alarms.size();
    }

    private record Ringing(Deadline deadline, Runnable call) {}

    /** The waits before attempts, those of no length left out. */
    List<Duration> waits() {
        return waits;
    }

    /** What is waited for. */
    Deadline.Kind kind() {
        return deadline.kind();
    }

    /** How long it may still take. */
    Duration left() {
        return Duration.ofNanos(deadline.nanos() - nanos());
    }

    @Override
    public Signal await(Inbox inbox, Deadline next) throws InterruptedException {
        deadline = next;
        Duration wait = left();
        if (next.kind() == Deadline.Kind.ATTEMPT && !wait.isNegative() && !wait.isZero()) {
            waits.add(wait);
            clock.advance(wait);
        }
        Signal signal = inbox.poll(0);
        while (signal == null && nanos() < next.nanos()) {
            signal = inbox.poll(GLANCE_NANOS);
        }
        return signal;
    }
}
