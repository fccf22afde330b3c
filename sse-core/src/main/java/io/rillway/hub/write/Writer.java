// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.EventLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that walks the rounds of one shard, and sleeps while there is nothing to do. */
final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();

    private final Shard shard;
    private final @Nullable Housekeeping housekeeping;
    private final Thread thread;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile long abandonAtNanos = Long.MAX_VALUE;

    /**
     * A writer that is not running yet.
     *
     * @param number tells its thread from others
     * @param log what is said
     * @param clock the time of day
     * @param registrar is told of the streams
     */
    Writer(int number, EventLog log, InstantSource clock, Registrar registrar) {
        this.shard = new Shard(log, clock, registrar, this::wake);
        this.housekeeping = number == 0 ? new Housekeeping(log) : null;
        this.thread = new Thread(this::run, "rillway-writer-" + number);
        this.thread.setDaemon(true);
    }

    /** Starts the thread. */
    void start() {
        thread.start();
    }

    /** Says that there is something to do. Any thread; cheap while the writer is awake. */
    void wake() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    /** {@return the shard whose rounds it walks} */
    Shard shard() {
        return shard;
    }

    /**
     * Lets every stream end, and drops what is left after a grace.
     *
     * @param grace how long to wait for peers that do not read
     */
    void drain(Duration grace) {
        abandonAtNanos = System.nanoTime() + grace.toNanos();
        shard.drain(grace);
    }

    /**
     * Waits for the thread to end after {@link #drain}; does not wait for itself.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void join() throws InterruptedException {
        if (Thread.currentThread() != thread) {
            thread.join();
        }
    }

    /** Drops who came when the thread had ended. Any thread. */
    synchronized void sweep() {
        if (!thread.isAlive()) {
            shard.abandon();
        }
    }

    /** A round that fails, by a log that cannot be read or the like, is walked again a little later. */
    private long round(long now) {
        try {
            long idle = shard.round(now);
            return housekeeping == null ? idle : Math.min(idle, housekeeping.keep(now));
        } catch (RuntimeException e) {
            LOG.error("A round of {} failed", thread.getName(), e);
            return RETRY_NANOS;
        }
    }

    private void run() {
        while (!shard.isDrained()) {
            woken.set(false);
            long now = System.nanoTime();
            if (abandonAtNanos != Long.MAX_VALUE && now - abandonAtNanos >= 0) {
                shard.abandon();
                continue;
            }
            long idle = round(now);
            long limit = abandonAtNanos == Long.MAX_VALUE ? Long.MAX_VALUE : abandonAtNanos - now;
            if (idle > 0 && !woken.get() && !shard.isDrained()) {
                LockSupport.parkNanos(this, Math.min(idle, limit));
            }
        }
    }
}
