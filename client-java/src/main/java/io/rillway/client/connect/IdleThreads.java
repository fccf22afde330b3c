// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tasks on threads that end soon after they have none, so an idle stream has no thread. */
public final class IdleThreads implements Executor {

    private static final long KEPT_MILLIS = 250;

    private final ThreadPoolExecutor pool;

    // Set by the selector thread of an HTTP client itself, the first time it hands a task on.
    private volatile @Nullable Thread selector;

    /** Threads of this name. */
    public IdleThreads(String name) {
        this.pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEPT_MILLIS, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void execute(Runnable task) {
        Thread caller = Thread.currentThread();
        if (selector == null && caller.getName().endsWith("-SelectorManager")) {
            selector = caller;
        }
        pool.execute(task);
    }

    void interruptSelector() {
        Thread thread = selector;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
