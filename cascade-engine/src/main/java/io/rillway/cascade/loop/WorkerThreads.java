// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers on threads: a virtual thread for each call where the JVM has them, else a bounded pool whose threads come and go. */
public final class WorkerThreads implements Workers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerThreads.class);

    private final Loop loop;
    private final ExecutorService threads;

    private WorkerThreads(Loop loop, ExecutorService threads) {
        this.loop = loop;
        this.threads = threads;
    }

    /** Workers that answer to a loop; the bound is on threads of the platform. */
    public static WorkerThreads open(Loop loop, int mostThreads) {
        ThreadFactory factory = Threads.named("rillway-cascade-worker-");
        int most = Threads.areVirtual() ? Integer.MAX_VALUE : mostThreads;
        int core = Threads.areVirtual() ? 0 : mostThreads;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                core,
                most,
                10,
                TimeUnit.SECONDS,
                Threads.areVirtual() ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(),
                factory);
        pool.allowCoreThreadTimeOut(true);
        return new WorkerThreads(loop, pool);
    }

    @Override
    public <T> Call call(Body<T> body, Consumer<Answer<T>> then) {
        Task<T> task = new Task<>(body, answer -> deliver(answer, then));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("a call was refused: the engine is closed");
        }
        return task;
    }

    private <T> void deliver(Answer<T> answer, Consumer<Answer<T>> then) {
        try {
            loop.execute(() -> then.accept(answer));
        } catch (RejectedExecutionException e) {
            LOG.debug("an answer came after the engine was closed");
        }
    }

    @Override
    public void tell(Runnable callback) {
        try {
            threads.execute(callback);
        } catch (RejectedExecutionException e) {
            callback.run();
        }
    }

    /** Tells what was to be told, interrupts what is under way and waits a while for it to end; a call that does not heed it is named in the log. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    private void close(Duration patience) {
        threads.shutdownNow().stream()
                .filter(task -> !(task instanceof Task<?>))
                .forEach(Runnable::run);
        try {
            if (!threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("a connector or probe does not heed its interruption; its thread is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Task<T> implements Runnable, Call {

        private final Body<T> body;
        private final Consumer<Answer<T>> deliver;

        // Guarded by this: the worker that runs it, so that an interruption never reaches the worker's next task.
        private @Nullable Thread worker;
        private boolean interrupted;

        private Task(Body<T> body, Consumer<Answer<T>> deliver) {
            this.body = body;
            this.deliver = deliver;
        }

        @Override
        public void run() {
            Answer<T> answer = new Answer<>(null, new IllegalStateException("the call ended with an error"));
            try {
                begin();
                answer = new Answer<>(body.run(), null);
            } catch (InterruptedException | RuntimeException e) {
                answer = new Answer<>(null, e);
            } finally {
                end();
                deliver.accept(answer);
            }
        }

        private synchronized void begin() throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException("not begun");
            }
            worker = Thread.currentThread();
        }

        private synchronized void end() {
            worker = null;
            if (Thread.interrupted()) {
                LOG.trace("an interruption came as the call returned");
            }
        }

        @Override
        public synchronized void interrupt() {
            interrupted = true;
            if (worker != null) {
                worker.interrupt();
            }
        }
    }
}
