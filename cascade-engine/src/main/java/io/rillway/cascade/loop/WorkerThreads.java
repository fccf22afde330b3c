// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
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
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ThreadLoop loop;
    private final Crew crew;
    private final Kept kept;
    private final Task.Home home = new Home();

    // What the worker that visits the loop does next itself, so that it passes through no queue. Of whoever has the
    // turn.
    private Crew.@Nullable Job next;

    private WorkerThreads(ThreadLoop loop, Crew crew, Kept kept) {
        this.loop = loop;
        this.crew = crew;
        this.kept = kept;
        loop.afterEach(crew::callIfAnyWaits);
    }

    /** Workers that answer to a loop; the bound is on threads of the platform. */
    public static WorkerThreads open(ThreadLoop loop, int mostThreads) {
        return Threads.areVirtual() ? virtual(loop) : bounded(loop, mostThreads, mostThreads);
    }

    private static WorkerThreads virtual(ThreadLoop loop) {
        Crew crew = new Crew(Threads.named("rillway-cascade-worker-"), Integer.MAX_VALUE);
        return new WorkerThreads(loop, crew, new Kept(count -> {}, Integer.MAX_VALUE));
    }

    /** Workers on threads of the platform: so many, and at most so many more for calls that ignore their interruption. */
    static WorkerThreads bounded(ThreadLoop loop, int mostThreads, int mostKept) {
        Crew crew = new Crew(Threads.platform("rillway-cascade-worker-"), mostThreads);
        return new WorkerThreads(loop, crew, new Kept(count -> crew.most(mostThreads + count), mostKept));
    }

    @Override
    public <T> Call call(Body<T> body, Consumer<Answer<T>> then) {
        if (kept.isFull()) {
            return refuse(then);
        }
        Task<T> task = new Task<>(body, then, home);
        // Nobody who waits is overtaken.
        if (loop.isVisiting() && next == null && crew.isIdle()) {
            next = task;
        } else {
            add(task);
        }
        return task;
    }

    private <T> Call refuse(Consumer<Answer<T>> then) {
        Answer<T> answer = new Answer<>(null, new IllegalStateException(Kept.COMPLAINT));
        try {
            loop.execute(() -> then.accept(answer));
        } catch (RejectedExecutionException e) {
            LOG.debug("an answer came after the engine was closed");
        }
        return () -> {};
    }

    @Override
    public void tell(Runnable callback) {
        if (!add(Crew.Job.of(callback))) {
            callback.run();
        }
    }

    private boolean add(Crew.Job job) {
        boolean added = crew.add(job);
        if (!added) {
            LOG.debug("a task was refused: the engine is closed");
        } else if (!loop.hasTurn()) {
            crew.callIfAnyWaits();
        }
        return added;
    }

    /** Tells what was to be told, interrupts what is under way and waits a while for it to end; a call that does not heed it is named in the log. */
    @Override
    public void close() {
        crew.close().stream().filter(job -> !(job instanceof Task<?>)).forEach(Crew.Job::work);
        try {
            if (!crew.awaitEnd(PATIENCE)) {
                LOG.warn("a connector or probe does not heed its interruption; its thread is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Home implements Task.Home {

        @Override
        public void deliver(ThreadLoop.Visit answer) {
            try {
                loop.visit(answer);
            } catch (RejectedExecutionException e) {
                LOG.debug("an answer came after the engine was closed");
            }
        }

        @Override
        public Crew.@Nullable Job take() {
            Crew.Job left = next;
            next = null;
            return left;
        }

        @Override
        public void pass(Crew.Job job) {
            if (crew.add(job)) {
                crew.callIfAnyWaits();
            }
        }

        @Override
        public void kept(int more) {
            kept.change(more);
        }
    }
}
