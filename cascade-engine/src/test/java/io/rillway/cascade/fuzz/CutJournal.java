// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import java.util.List;
import java.util.Optional;

/** A journal that can be cut off from its store: what is written after that is never durable. */
final class CutJournal implements Journal {

    private final Journal store;

    // Guarded by this.
    private boolean cut;
    private long lost;

    CutJournal(Journal store) {
        this.store = store;
    }

    synchronized void cut() {
        cut = true;
    }

    private synchronized boolean isCut() {
        return cut;
    }

    private static JournalException gone() {
        return new JournalException(JournalException.Reason.UNAVAILABLE, "the store is gone", null);
    }

    @Override
    public String id() {
        return store.id();
    }

    @Override
    public synchronized long append(JournalEntry entry) {
        return cut ? Long.MAX_VALUE / 2 + ++lost : store.append(entry);
    }

    @Override
    public boolean isDurable() {
        return !isCut() && store.isDurable();
    }

    @Override
    public void whenDurable(Written written) {
        if (isCut()) {
            written.failed(gone());
        } else {
            store.whenDurable(written);
        }
    }

    @Override
    public Optional<JournalException> trouble() {
        return isCut() ? Optional.of(gone()) : store.trouble();
    }

    @Override
    public List<Placed> readAfter(long position, int limit) {
        return isCut() ? List.of() : store.readAfter(position, limit);
    }

    @Override
    public long published() {
        return store.published();
    }

    @Override
    public void published(long position) {
        if (!isCut()) {
            store.published(position);
        }
    }

    @Override
    public void forget(String cascadeId) {
        if (!isCut()) {
            store.forget(cascadeId);
        }
    }

    @Override
    public void onDurable(Runnable listener) {
        store.onDurable(listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
