// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One thread for tasks that nobody waits for, one after another. It looks around a little before it rests, so that who gives
 * it much to do need not wake it each time. Any thread may call it.
 */
public final class SpareThread implements Executor {

    private final Crew crew;

    private SpareThread(Crew crew) {
        this.crew = crew;
    }

    /** A thread with this name, which comes when there is something to do. */
    public static SpareThread named(String name) {
        return new SpareThread(new Crew(task -> daemon(task, name), 1));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a task after those before it.
     *
     * @throws RejectedExecutionException once it is closed
     */
    @Override
    public void execute(Runnable task) {
        if (!crew.add(Crew.Job.of(task))) {
            throw new RejectedExecutionException("thread: closed (expected: open)");
        }
        crew.callIfAnyWaits();
    }

    /** Waits so long for what it was given, then interrupts it; returns whether all of that was done. Once. */
    public boolean close(Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        execute(done::countDown);
        try {
            boolean told = done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            crew.close();
            return told && crew.awaitEnd(patience);
        } finally {
            crew.close();
        }
    }
}
