// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.journal.JournalSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a database: an H2 file, or PostgreSQL. Everything that waits when a transaction ends goes into the next one,
 * so that the steps of all cascades share the cost of being durable.
 *
 * <p>Only one engine has a journal open. A second one is refused; if a first one has lost its connection and another engine
 * took the journal over meanwhile, the first one never writes again.
 *
 * <p><b>Threads:</b> as {@link Journal} says. One thread of its own, {@code rillway-journal}, does all work on the database
 * and calls the listeners; the pool of connections has one or two more. <b>Errors:</b> {@link JournalException}; while the
 * database fails, what was appended waits and is written when it answers again. <b>Limits:</b> entries are kept until they
 * were published and their cascade is forgotten; of changes of status that nobody publishes the last 100 000.
 */
public final class JdbcJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcJournal.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final JdbcOptions options;
    private final Store store;
    private final String id;
    private final Backlog backlog;
    private final Tail tail;
    private final Thread thread;

    // Written once, before the first entry.
    private volatile Runnable listener = () -> {};

    private JdbcJournal(JdbcOptions options, Store store, Store.Head head) {
        this.options = options;
        this.store = store;
        this.id = head.id();
        this.backlog = new Backlog(head);
        this.tail = new Tail(head.last());
        this.thread = Thread.currentThread();
    }

    /**
     * {@return a source that opens this journal}
     *
     * @param options where it is
     */
    public static JournalSource source(JdbcOptions options) {
        return () -> open(options);
    }

    /**
     * {@return the journal, open}
     *
     * @param options where it is
     * @throws JournalException if it cannot be opened, or another engine has it
     */
    public static JdbcJournal open(JdbcOptions options) {
        CompletableFuture<JdbcJournal> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> live(options, opened), "rillway-journal");
        thread.setDaemon(true);
        thread.start();
        return answer(opened);
    }

    private static void live(JdbcOptions options, CompletableFuture<JdbcJournal> opened) {
        JdbcJournal journal;
        try {
            journal = take(options);
        } catch (SQLException | RuntimeException e) {
            opened.completeExceptionally(Troubles.of(e, Urls.redacted(options.url())));
            return;
        }
        opened.complete(journal);
        journal.run();
    }

    private static JdbcJournal take(JdbcOptions options) throws SQLException {
        Store store = Store.open(options);
        try {
            return new JdbcJournal(options, store, store.take());
        } catch (SQLException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** The database is left to the journal's own thread: an interruption of the caller's would shut its file. */
    private static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof JournalException known ? known : e;
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = work(backlog.next());
            }
        } catch (InterruptedException e) {
            LOG.error("the journal's thread was interrupted, which nobody may do");
        } finally {
            end();
        }
    }

    private void end() {
        backlog.close();
        store.close();
        backlog.failed().forEach(waits -> waits.failed(Troubles.closed()));
        // They find the store closed, and say so.
        backlog.unanswered().forEach(Runnable::run);
    }

    private boolean work(Backlog.Work work) throws InterruptedException {
        if (work instanceof Backlog.Work.Question question) {
            question.answer().run();
            return true;
        }
        return work instanceof Backlog.Work.Write write && write(write.batch());
    }

    /** Writes a batch, however often it has to be tried; returns false once nobody will. */
    private boolean write(Batch batch) throws InterruptedException {
        boolean again = false;
        while (true) {
            try {
                store.write(batch, again);
                if (again) {
                    LOG.info("the journal is written again");
                }
                written(batch);
                return true;
            } catch (SQLException | RuntimeException e) {
                failed(Troubles.of(e, Urls.redacted(options.url())), again);
                again = true;
            }
            if (!backlog.pause(options.retryPause())) {
                return false;
            }
        }
    }

    private void written(Batch batch) {
        tail.add(batch);
        backlog.written(batch).forEach(Written::durable);
        if (!batch.entries().isEmpty()) {
            listener.run();
        }
    }

    private void failed(JournalException why, boolean again) {
        if (!again) {
            LOG.error("the journal cannot be written; nothing new begins until it can: {}", why.getMessage(), why);
        }
        backlog.failed(why).forEach(waits -> waits.failed(why));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long append(JournalEntry entry) {
        return backlog.append(entry);
    }

    @Override
    public boolean isDurable() {
        return backlog.isDurable();
    }

    @Override
    public void whenDurable(Written written) {
        backlog.whenDurable(written);
    }

    @Override
    public Optional<JournalException> trouble() {
        return backlog.trouble();
    }

    @Override
    public List<Placed> readAfter(long position, int limit) {
        return tail.after(position, limit).orElseGet(() -> asked(() -> read(position, limit)));
    }

    private List<Placed> read(long position, int limit) {
        try {
            return store.readAfter(position, limit);
        } catch (SQLException e) {
            throw Troubles.of(e, Urls.redacted(options.url()));
        }
    }

    private <T> T asked(Supplier<T> question) {
        CompletableFuture<T> future = new CompletableFuture<>();
        backlog.ask(() -> {
            try {
                future.complete(question.get());
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
        return answer(future);
    }

    @Override
    public long published() {
        return backlog.published();
    }

    @Override
    public void published(long position) {
        tail.dropUpTo(position);
        backlog.published(position);
    }

    @Override
    public void forget(String cascadeId) {
        backlog.forget(cascadeId);
    }

    @Override
    public void onDurable(Runnable listener) {
        this.listener = listener;
    }

    @Override
    public void close() {
        backlog.close();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int lost = backlog.abandoned();
        if (lost > 0) {
            throw new JournalException(
                    JournalException.Reason.CLOSED, lost + " journal entries could not be written", null);
        }
    }
}
