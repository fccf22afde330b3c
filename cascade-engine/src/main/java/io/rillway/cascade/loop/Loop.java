// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread that owns the state: runs messages one after another, and alarms when their time has come. What a message
 * sees and changes needs no lock.
 */
public interface Loop extends Executor {

    /**
     * Runs a message after those before it. Any thread may ask.
     *
     * @throws java.util.concurrent.RejectedExecutionException once the loop is closed
     */
    @Override
    void execute(Runnable message);

    /** Runs a message after a time. On the loop only. */
    Alarm after(Duration delay, Runnable message);

    /** Runs a message after a time, unless that is cancelled before, as it is going to be nearly always. On the loop only. */
    default Alarm limit(Duration delay, Runnable message) {
        return after(delay, message);
    }

    /**
     * The loop's time, which begins anywhere. It stands still while a message runs, and those that it asked for directly, so that
     * what comes of one thing happens at one time. On the loop only.
     */
    long nanoTime();

    /** The message has taken its time: what it asks for from now on is asked for later than it began. On the loop only. */
    default void tick() {}
}
