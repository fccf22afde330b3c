// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.connect.Signal;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a follower without a thread that waits: it takes a turn whenever a signal has come, a deadline is due, or more is
 * asked for. Turns follow each other, so that each sees what the one before wrote.
 */
final class Pump implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

    private final Follower follower;
    private final Board board;
    private final Time time;
    private final Executor executor;
    private final Outlet outlet;

    // Any thread adds to these; the first call is that of the start, before which nothing is told.
    private final AtomicInteger calls = new AtomicInteger(1);
    private final AtomicLong demand = new AtomicLong();

    // Written and read by the turns alone.
    private Optional<Throwable> failure = Optional.empty();
    private boolean ended;
    private @Nullable Alarm alarm;
    private long alarmNanos;

    Pump(Follower follower, Board board, Time time, Executor executor, Outlet outlet) {
        this.follower = follower;
        this.board = board;
        this.time = time;
        this.executor = executor;
        this.outlet = outlet;
    }

    void start() {
        follower.inbox().ring(this::wake);
        hand();
    }

    /** Lets so many more events come. */
    void request(long events) {
        demand.accumulateAndGet(events, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        wake();
    }

    private void wake() {
        if (calls.getAndIncrement() == 0) {
            hand();
        }
    }

    private void hand() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            LOG.warn("The executor takes no more; the stream is closed", e);
            close();
            run();
        }
    }

    @Override
    public void run() {
        boolean whole = false;
        try {
            int seen = calls.get();
            do {
                turn();
                seen = calls.addAndGet(-seen);
            } while (seen > 0);
            whole = true;
        } finally {
            if (!whole) { // an Error passes through; no further turn will come
                close();
                end();
            }
        }
    }

    private void close() {
        board.close();
        follower.close();
    }

    private void turn() {
        boolean more = !ended;
        while (more) {
            more = !board.isClosed() && (tell() || (!follower.isOver() && advance()));
        }
        if (board.isClosed() || follower.isOver()) {
            end();
        }
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        silence();
        outlet.end(failure);
    }

    /** Whether there was something to tell. */
    private boolean tell() {
        StreamEvent event = follower.pollAside();
        if (event == null && demand.get() > 0) {
            event = follower.poll();
        }
        if (event == null) {
            return false;
        }
        if (event instanceof Received) {
            demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
        } else if (event instanceof Fault fault && EventClient.isFailure(fault)) {
            failure = Optional.of(fault.error());
        }
        if (outlet.event(event)) {
            follower.handled();
        }
        return true;
    }

    /** Whether the follower went on; if not, a signal, a deadline or a demand has to come. */
    private boolean advance() {
        if (follower.holdsSomething()) {
            return false; // it waits to be asked for
        }
        Signal signal = follower.inbox().poll();
        if (signal != null) {
            follower.accept(signal);
            return true;
        }
        Deadline deadline = follower.deadline();
        if (deadline == null) {
            return false;
        }
        if (deadline.nanos() - time.nanos() <= 0) {
            due();
            return true;
        }
        await(deadline);
        return false;
    }

    private void due() {
        try {
            follower.due();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            follower.withoutCredential(e);
        }
    }

    /** An alarm that comes too early is set again; so the next piece of a stream need not move it. */
    private void await(Deadline deadline) {
        if (alarm != null && alarmNanos - deadline.nanos() <= 0 && alarmNanos - time.nanos() > 0) {
            return;
        }
        silence();
        alarmNanos = deadline.nanos();
        alarm = time.alarm(deadline, this::wake);
    }

    private void silence() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }
}
