// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.Journal.Written;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalException.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be written, and who waits for it. Filled by the engine, emptied by the journal's thread, under its own monitor;
 * nobody is called under it.
 *
 * <p>Entries stay until they are written, so that a failed batch is tried again as it was. While the store fails and very
 * much waits already, changes of status are let go, which no cascade depends on.
 */
final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final int MOST_AT_ONCE = 2000;
    private static final int MOST_WHILE_FAILING = 100_000;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    // All guarded by this.
    private final Deque<Placed> entries = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Runnable> questions = new ArrayDeque<>();
    private final Upkeep upkeep;
    private Optional<JournalException> trouble = Optional.empty();
    private long last;
    private long durable;
    private boolean closed;

    private record Waiting(long position, Written written) {}

    /** What the journal's thread is to do next. */
    sealed interface Work {

        /** To answer somebody. */
        record Question(Runnable answer) implements Work {}

        /** To write. */
        record Write(Batch batch) implements Work {}

        /** To end. */
        record End() implements Work {}
    }

    Backlog(Store.Head head) {
        last = head.last();
        durable = head.last();
        upkeep = new Upkeep(head.published());
    }

    synchronized long append(JournalEntry entry) {
        if (isTooMuch(entry)) {
            return last;
        }
        entries.addLast(new Placed(++last, entry));
        notifyAll();
        return last;
    }

    private boolean isTooMuch(JournalEntry entry) {
        boolean tooMuch = trouble.isPresent() && entries.size() >= MOST_WHILE_FAILING && !(entry instanceof OfCascade);
        if (tooMuch) {
            LOG.debug("a change of status is let go while the journal fails");
        }
        return tooMuch;
    }

    synchronized boolean isDurable() {
        return durable == last;
    }

    synchronized Optional<JournalException> trouble() {
        return trouble;
    }

    synchronized long published() {
        return upkeep.published();
    }

    synchronized void published(long position) {
        upkeep.published(position);
        notifyAll();
    }

    synchronized void forget(String cascadeId) {
        upkeep.forget(cascadeId, last);
        notifyAll();
    }

    void whenDurable(Written written) {
        Optional<JournalException> why;
        synchronized (this) {
            why = trouble.or(() -> closed ? Optional.of(Troubles.closed()) : Optional.empty());
            if (durable != last && why.isEmpty()) {
                waiting.addLast(new Waiting(last, written));
                return;
            }
            if (durable == last) {
                why = Optional.empty();
            }
        }
        why.ifPresentOrElse(written::failed, written::durable);
    }

    /** Asks the journal's thread for something; refused once it is closed. */
    synchronized void ask(Runnable question) {
        if (closed) {
            throw Troubles.closed();
        }
        questions.addLast(question);
        notifyAll();
    }

    /** The next thing to do; waits for one. */
    synchronized Work next() throws InterruptedException {
        while (true) {
            Runnable question = questions.poll();
            if (question != null) {
                return new Work.Question(question);
            }
            if (!entries.isEmpty()) {
                return new Work.Write(batch());
            }
            if (closed) {
                return upkeep.isDue() ? new Work.Write(batch()) : new Work.End();
            }
            if (upkeep.isDue() && upkeep.waitedNanos() >= IDLE_NANOS) {
                return new Work.Write(batch());
            }
            TimeUnit.NANOSECONDS.timedWait(this, upkeep.isDue() ? IDLE_NANOS : Long.MAX_VALUE);
        }
    }

    private Batch batch() {
        List<Placed> first = new ArrayList<>(Math.min(entries.size(), MOST_AT_ONCE));
        for (Placed placed : entries) {
            if (first.size() == MOST_AT_ONCE) {
                break;
            }
            first.add(placed);
        }
        return new Batch(first, last, upkeep.published(), upkeep.sweep(last, first.isEmpty()));
    }

    /** A batch is durable; returns those who waited for no more than that. */
    synchronized List<Written> written(Batch batch) {
        trouble = Optional.empty();
        durable = batch.end();
        for (int i = 0; i < batch.entries().size(); i++) {
            entries.removeFirst();
        }
        upkeep.done(batch);
        List<Written> told = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.getFirst().position() <= durable) {
            told.add(waiting.removeFirst().written());
        }
        return told;
    }

    /** The store fails; returns everybody who waits. */
    synchronized List<Written> failed(JournalException why) {
        trouble = Optional.of(why);
        return failed();
    }

    /** Everybody who waits, and waits no longer. */
    synchronized List<Written> failed() {
        List<Written> told = waiting.stream().map(Waiting::written).toList();
        waiting.clear();
        return told;
    }

    /** Waits before the next attempt, unless it is closed; returns whether there is to be one. */
    synchronized boolean pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return !closed && !isTakenOver();
    }

    private boolean isTakenOver() {
        return trouble.filter(why -> why.reason() == Reason.TAKEN_OVER).isPresent();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** The questions that nobody has answered. */
    synchronized List<Runnable> unanswered() {
        List<Runnable> left = List.copyOf(questions);
        questions.clear();
        return left;
    }

    /** How many entries are not written. */
    synchronized int abandoned() {
        return entries.size();
    }
}
