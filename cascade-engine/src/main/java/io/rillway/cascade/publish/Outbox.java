// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.events.Event;
import io.rillway.events.EventSink;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what is in the journal, in its order, one event after another, on a thread that is not the coordinator's: a sink
 * that is slow or throws delays and breaks no cascade. Each event has the journal's position in its key.
 */
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int PAGE = 256;

    private final Journal journal;
    private final EventSink sink;
    private final Executor executor;

    // What was appended since the last run began; whoever makes it 1 starts a run.
    private final AtomicInteger waiting = new AtomicInteger();

    // Of the run alone; runs follow each other.
    private long position;

    private Outbox(Journal journal, EventSink sink, Executor executor) {
        this.journal = journal;
        this.sink = sink;
        this.executor = executor;
    }

    /** Publishes everything that is appended from now on; the executor must run one task at a time. */
    public static Outbox open(Journal journal, EventSink sink, Executor executor) {
        Outbox outbox = new Outbox(journal, sink, executor);
        journal.onAppend(outbox::wake);
        return outbox;
    }

    private void wake() {
        if (waiting.getAndIncrement() > 0) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.warn("an event came after the engine was closed");
        }
    }

    private void run() {
        int seen;
        do {
            seen = waiting.get();
            publishAll();
        } while (!waiting.compareAndSet(seen, 0));
    }

    private void publishAll() {
        for (List<Placed> page = page(); !page.isEmpty(); page = page()) {
            page.forEach(this::publish);
            journal.published(position);
        }
    }

    private List<Placed> page() {
        return journal.readAfter(position, PAGE);
    }

    private void publish(Placed placed) {
        position = placed.position();
        Entries.event(placed.entry()).ifPresent(event -> send(event, Entries.key(placed, journal.id())));
    }

    private void send(Event event, String key) {
        try {
            sink.publish(event, key).whenComplete((id, trouble) -> {
                if (trouble != null) {
                    complain(event, trouble);
                }
            });
        } catch (RuntimeException e) {
            complain(event, e);
        }
    }

    private static void complain(Event event, Throwable trouble) {
        LOG.warn("the sink did not take {} on {}", event.type(), event.topics(), trouble);
    }
}
