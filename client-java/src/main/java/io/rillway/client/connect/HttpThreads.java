// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the tasks of one HTTP client; a thread ends when it has had no task for a second, so an idle stream has none. */
final class HttpThreads implements Executor {

    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "rillway-client-http");
                thread.setDaemon(true);
                return thread;
            });

    // Set by the selector thread itself, the first time it hands a task on.
    private volatile @Nullable Thread selector;

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
