// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
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

/**
 * Workers on threads: a virtual thread for each call where the JVM has them, else a bounded pool whose threads come and go.
 *
 * <p>A call that ignores its interruption keeps its thread, for which the pool gets another one, so that the others do not
 * wait for it; but only so often. Once that many threads are kept, further calls fail at once instead of waiting for ever.
 */
public final class WorkerThreads implements Workers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerThreads.class);

    private final Loop loop;
    private final ThreadPoolExecutor threads;
    private final Kept kept;

    private WorkerThreads(Loop loop, ThreadPoolExecutor threads, Kept kept) {
        this.loop = loop;
        this.threads = threads;
        this.kept = kept;
    }

    /** Workers that answer to a loop; the bound is on threads of the platform. */
    public static WorkerThreads open(Loop loop, int mostThreads) {
        return Threads.areVirtual() ? virtual(loop) : bounded(loop, mostThreads, mostThreads);
    }

    private static WorkerThreads virtual(Loop loop) {
        ThreadFactory factory = Threads.named("rillway-cascade-worker-");
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        return new WorkerThreads(loop, pool, new Kept(count -> {}, Integer.MAX_VALUE));
    }

    /** Workers on threads of the platform: so many, and at most so many more for calls that ignore their interruption. */
    static WorkerThreads bounded(Loop loop, int mostThreads, int mostKept) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                mostThreads,
                mostThreads + mostKept,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.platform("rillway-cascade-worker-"));
        pool.allowCoreThreadTimeOut(true);
        return new WorkerThreads(loop, pool, new Kept(count -> pool.setCorePoolSize(mostThreads + count), mostKept));
    }

    @Override
    public <T> Call call(Body<T> body, Consumer<Answer<T>> then) {
        if (kept.isFull()) {
            deliver(new Answer<>(null, new IllegalStateException(Kept.COMPLAINT)), then);
            return () -> {};
        }
        Task<T> task = new Task<>(body, answer -> deliver(answer, then), kept);
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
        private final Kept kept;

        // Guarded by this: the worker that runs it, so that an interruption never reaches the worker's next task.
        private @Nullable Thread worker;
        private boolean interrupted;

        private Task(Body<T> body, Consumer<Answer<T>> deliver, Kept kept) {
            this.body = body;
            this.deliver = deliver;
            this.kept = kept;
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
            if (worker != null && interrupted) {
                kept.less();
            }
            worker = null;
            if (Thread.interrupted()) {
                LOG.trace("an interruption came as the call returned");
            }
        }

        @Override
        public synchronized void interrupt() {
            if (worker != null) {
                worker.interrupt();
                if (!interrupted) {
                    kept.more();
                }
            }
            interrupted = true;
        }
    }
}
