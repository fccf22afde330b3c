// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalException;
import io.rillway.events.Event;
import io.rillway.events.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what is durable in the journal, in its order, on a thread that is not the coordinator's: a sink that is slow or
 * throws delays and breaks no cascade. Each event has the journal's position in its key, and the position up to which the
 * sink has taken everything is kept, so that after a restart it goes on where it was.
 *
 * <p>What the sink could not store is offered again after a while, with everything behind it; the keys see to it that what
 * was stored is not stored twice. What a sink can never accept is left out, and logged.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int PAGE = 256;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    // Where nobody hears, there is no hurry, and many entries at once cost less.
    private static final long GATHERING_NANOS = 200_000;

    private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

    private final Journal journal;
    private final EventSink sink;
    private final boolean isHeard;
    private final Executor executor;
    private final BiConsumer<Duration, Runnable> timer;
    private final Projection projection = new Projection();

    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int WANTED = 2;

    // Whether a run is under way, and whether something has become durable since it last began to read; whoever makes
    // it
    // wanted while it is idle starts a run. Who finds it wanted leaves it alone, so that it stays in both processors'
    // caches.
    private final AtomicInteger state = new AtomicInteger(IDLE);

    // Written before the first run.
    private long remembered;

    // Of the run alone; runs follow each other.
    private long position;
    private Duration pause = FIRST_PAUSE;

    private Outbox(Journal journal, EventSink sink, Executor executor, BiConsumer<Duration, Runnable> timer) {
        this.journal = journal;
        this.sink = sink;
        this.isHeard = sink != EventSink.discarding();
        this.executor = executor;
        this.timer = timer;
        this.position = journal.published();
    }

    /**
     * Publishes everything that was not published yet, and what becomes durable from now on. The executor must run one task
     * at a time; the timer runs one after a time, on any thread.
     */
    public static Outbox open(
            Journal journal, EventSink sink, Executor executor, BiConsumer<Duration, Runnable> timer) {
        Outbox outbox = new Outbox(journal, sink, executor, timer);
        outbox.catchUp();
        journal.onDurable(outbox::wake);
        outbox.wake();
        return outbox;
    }

    /** How things stand by what was published. */
    public Projection projection() {
        return projection;
    }

    /** What an earlier life has published, or was about to: nobody knows how much of that the sink had taken. */
    private void catchUp() {
        List<Placed> page = journal.readAfter(0, PAGE);
        while (!page.isEmpty()) {
            for (Placed placed : page) {
                projection.remember(placed.entry());
                remembered = placed.position();
            }
            page = journal.readAfter(remembered, PAGE);
        }
    }

    private void wake() {
        if (state.get() != WANTED && state.getAndSet(WANTED) == IDLE) {
            proceed();
        }
    }

    private void proceed() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("the engine is closed; what is left is published after the next start");
        }
    }

    private void run() {
        do {
            if (!isHeard) {
                LockSupport.parkNanos(this, GATHERING_NANOS);
            }
            state.set(RUNNING);
            if (!publishAll()) {
                return;
            }
        } while (!state.compareAndSet(RUNNING, IDLE));
    }

    /** Returns whether all is published; if not, somebody else proceeds later. */
    private boolean publishAll() {
        while (true) {
            List<Placed> page = page();
            if (page.isEmpty()) {
                return true;
            }
            if (!isHeard) {
                pass(page);
                continue;
            }
            Batch batch = offer(page);
            if (!batch.all.isDone()) {
                CompletableFuture<Void> unused = batch.all.whenComplete((done, trouble) -> afterwards(batch));
                return false;
            }
            if (!settle(batch)) {
                return false;
            }
        }
    }

    /** There is nobody to be told. */
    private void pass(List<Placed> page) {
        page.forEach(placed -> project(placed, ""));
        position = page.get(page.size() - 1).position();
        journal.published(position);
    }

    /** The sink has answered at last: the run goes on where it was left. */
    private void afterwards(Batch batch) {
        try {
            executor.execute(() -> {
                if (settle(batch)) {
                    run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the engine is closed; what is left is published after the next start");
        }
    }

    private List<Placed> page() {
        try {
            return journal.readAfter(position, PAGE);
        } catch (JournalException e) {
            LOG.warn("the journal cannot be read; its events wait", e);
            return List.of();
        }
    }

    private Batch offer(List<Placed> page) {
        List<CompletableFuture<?>> answers = new ArrayList<>(page.size());
        for (Placed placed : page) {
            answers.add(offer(placed));
        }
        CompletableFuture<?>[] open =
                answers.stream().filter(answer -> !answer.isDone()).toArray(CompletableFuture<?>[]::new);
        return new Batch(page, answers, CompletableFuture.allOf(open));
    }

    private CompletableFuture<?> offer(Placed placed) {
        return Entries.event(placed.entry())
                .<CompletableFuture<?>>map(event -> send(event, Entries.key(placed, journal.id())))
                .orElse(NOTHING);
    }

    private CompletableFuture<?> send(Event event, String key) {
        try {
            return sink.publish(event, key).toCompletableFuture();
        } catch (IllegalArgumentException e) {
            LOG.warn("the sink can never accept {} on {}", event.type(), event.topics(), e);
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Keeps how far the sink has come; returns whether that is to the end of the batch. */
    private boolean settle(Batch batch) {
        int taken = batch.taken();
        if (taken > 0) {
            position = batch.page.get(taken - 1).position();
            for (int i = 0; i < taken; i++) {
                project(batch.page.get(i), batch.id(i));
            }
            journal.published(position);
        }
        if (taken == batch.page.size()) {
            pause = FIRST_PAUSE;
            return true;
        }
        complain(batch.answers.get(taken));
        timer.accept(pause, this::proceed);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        return false;
    }

    private void project(Placed placed, String id) {
        if (placed.position() > remembered) {
            projection.published(placed.entry(), id);
        } else {
            projection.published(id);
        }
    }

    private void complain(CompletableFuture<?> failed) {
        long seconds = pause.toSeconds();
        CompletableFuture<?> unused = failed.whenComplete((id, trouble) ->
                LOG.warn("the sink did not take an event; it is offered again in {} s", seconds, trouble));
    }

    private record Batch(List<Placed> page, List<CompletableFuture<?>> answers, CompletableFuture<Void> all) {

        /** The id that the sink gave it; empty if it was not told, or never taken. */
        String id(int index) {
            return answers.get(index).join() instanceof String id ? id : "";
        }

        /** How many the sink has taken before the first that it has not. */
        int taken() {
            int taken = 0;
            while (taken < answers.size() && !answers.get(taken).isCompletedExceptionally()) {
                taken++;
            }
            return taken;
        }
    }
}
