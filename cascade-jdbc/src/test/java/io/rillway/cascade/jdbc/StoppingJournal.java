// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.testing.Crash;
import java.util.List;
import java.util.Optional;

/** A journal that waits for its database at each write, and ends the program after the n-th. */
final class StoppingJournal implements Journal {

    private final JdbcJournal journal;
    private final int crashAt;
    private Runnable listener = () -> {};
    private int writes;

    StoppingJournal(JdbcJournal journal, int crashAt) {
        this.journal = journal;
        this.crashAt = crashAt;
    }

    @Override
    public long append(JournalEntry entry) {
        long position = journal.append(entry);
        JournalContract.await(journal);
        if (++writes == crashAt) {
            throw new Crash("after write " + writes);
        }
        listener.run();
        return position;
    }

    /** On the thread that appends, since the test has no other. */
    @Override
    public void onDurable(Runnable listener) {
        this.listener = listener;
    }

    @Override
    public String id() {
        return journal.id();
    }

    @Override
    public boolean isDurable() {
        return journal.isDurable();
    }

    @Override
    public void whenDurable(Written written) {
        journal.whenDurable(written);
    }

    @Override
    public Optional<JournalException> trouble() {
        return journal.trouble();
    }

    @Override
    public List<Placed> readAfter(long position, int limit) {
        return journal.readAfter(position, limit);
    }

    @Override
    public long published() {
        return journal.published();
    }

    @Override
    public void published(long position) {
        // A crash may come before that is kept; then everything is offered to the sink again.
    }

    @Override
    public void forget(String cascadeId) {
        // Kept, so that the test can look at it.
    }

    @Override
    public void close() {
        journal.close();
    }
}
