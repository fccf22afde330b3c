// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.loop.LoopClock;
import io.rillway.cascade.loop.SpareThread;
import io.rillway.cascade.loop.ThreadLoop;
import io.rillway.cascade.loop.WorkerThreads;
import io.rillway.cascade.publish.Outbox;
import io.rillway.cascade.run.Coordinator;
import io.rillway.cascade.run.RunOptions;
import io.rillway.cascade.watch.Units;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of an engine and what runs on them: the loop, the workers, the publisher. Opened and closed in one place. */
record Machinery(
        EngineOptions options,
        ThreadLoop loop,
        WorkerThreads workers,
        SpareThread publisher,
        Journal journal,
        Outbox outbox) {

    private static final Logger LOG = LoggerFactory.getLogger(Machinery.class);
    private static final int SPARE_THREADS = 96;
    private static final Duration PUBLISHING = Duration.ofSeconds(10);

    static Machinery open(EngineOptions options, Journal journal) {
        ThreadLoop loop = ThreadLoop.open("rillway-cascade-loop");
        WorkerThreads workers = WorkerThreads.open(loop, options.maxParallel() + SPARE_THREADS);
        SpareThread publisher = SpareThread.named("rillway-cascade-publisher");
        Outbox outbox = Outbox.open(journal, options.sink(), publisher, (pause, task) -> later(loop, pause, task));
        return new Machinery(options, loop, workers, publisher, journal, outbox);
    }

    private static void later(ThreadLoop loop, Duration pause, Runnable task) {
        try {
            loop.execute(() -> loop.after(pause, task));
        } catch (RejectedExecutionException e) {
            LOG.debug("the engine is closed; what is left is published after the next start");
        }
    }

    Coordinator coordinator(Units units) {
        RunOptions how = new RunOptions(
                options.maxParallel(),
                options.stepTimeout(),
                options.pollInterval(),
                options.keptCascades(),
                options.onRestart(),
                new LoopClock(loop, options.clock()),
                () -> UUID.randomUUID().toString());
        return new Coordinator(loop, workers, journal, units, how);
    }

    /** Waits until what was asked before has run. Not from the loop itself. */
    void settle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(null));
        done.join();
    }

    /** What was asked before is done and told; then no thread is left. */
    void close() {
        loop.close();
        workers.close();
        awaitWritten();
        try {
            if (!publisher.close(PUBLISHING)) {
                LOG.warn("the sink did not take the last events within {} s", PUBLISHING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeJournal();
    }

    /** The last events are told of when they are durable. */
    private void awaitWritten() {
        CountDownLatch written = new CountDownLatch(1);
        journal.whenDurable(new Journal.Written() {
            @Override
            public void durable() {
                written.countDown();
            }

            @Override
            public void failed(JournalException trouble) {
                written.countDown();
            }
        });
        try {
            if (!written.await(PUBLISHING.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("the journal was not written within {} s", PUBLISHING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeJournal() {
        try {
            journal.close();
        } catch (JournalException e) {
            LOG.error("the end of the journal is lost; the next start says what became of its cascades", e);
        }
    }
}
