// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.pace.DrainPace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/** Who has still to be told that the hub closes, and when it is their turn. Owned by the thread that walks the rounds. */
final class Drain {

    private static final long STEP_NANOS = DrainPace.STEP.toNanos();

    private final Queue<Subscriber> waiting;
    private final int atOnce;
    private long nextAtNanos;

    Drain(Collection<Subscriber> everyone, DrainPace pace, long nowNanos) {
        this.waiting = new ArrayDeque<>(everyone);
        this.atOnce = pace.atOnce();
        this.nextAtNanos = nowNanos;
    }

    /** {@return whose turn it is} */
    List<Subscriber> takeDue(long nowNanos) {
        List<Subscriber> due = new ArrayList<>();
        if (nextAtNanos - nowNanos <= 0) {
            nextAtNanos = nowNanos + STEP_NANOS;
            while (!waiting.isEmpty() && due.size() < atOnce) {
                due.add(waiting.remove());
            }
        }
        return due;
    }

    /** {@return the nanoseconds to the next turn} */
    long next(long nowNanos) {
        return waiting.isEmpty() ? Long.MAX_VALUE : Math.max(1, nextAtNanos - nowNanos);
    }
}
