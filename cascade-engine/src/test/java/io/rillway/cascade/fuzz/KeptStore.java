// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store that forgets nothing while the program runs; an entry is durable at once. */
final class KeptStore implements Journal {

    // Guarded by this.
    private final List<Placed> entries = new ArrayList<>();
    private long published;
    private Runnable listener = () -> {};

    @Override
    public String id() {
        return "kept";
    }

    @Override
    public long append(JournalEntry entry) {
        Runnable told;
        long position;
        synchronized (this) {
            position = entries.size() + 1L;
            entries.add(new Placed(position, entry));
            told = listener;
        }
        told.run();
        return position;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void whenDurable(Written written) {
        written.durable();
    }

    @Override
    public Optional<JournalException> trouble() {
        return Optional.empty();
    }

    @Override
    public synchronized List<Placed> readAfter(long position, int limit) {
        int from = (int) Math.min(position, entries.size());
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
    }

    @Override
    public synchronized long published() {
        return published;
    }

    @Override
    public synchronized void published(long position) {
        published = position;
    }

    @Override
    public void forget(String cascadeId) {
        // There is not much of it.
    }

    @Override
    public synchronized void onDurable(Runnable told) {
        listener = told;
    }

    @Override
    public void close() {}
}
