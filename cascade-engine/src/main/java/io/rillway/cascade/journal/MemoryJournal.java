// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal that keeps what was not published yet, and nothing longer: after a restart nothing is known. An entry counts as
 * durable at once.
 *
 * <p><b>Threads:</b> as {@link Journal} says. <b>Errors:</b> none. <b>Limits:</b> 100 000 entries; if nobody publishes, the
 * oldest go, which is logged.
 */
public final class MemoryJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryJournal.class);
    private static final int MOST = 100_000;

    private final String id = UUID.randomUUID().toString();

    // Guarded by this: the coordinator appends, the publisher reads.
    private final Deque<JournalEntry> kept = new ArrayDeque<>();
    private long last;
    private long lost;
    private long published;

    // Written once, before the first entry.
    private Runnable listener = () -> {};

    /** An empty journal. */
    public MemoryJournal() {}

    @Override
    public String id() {
        return id;
    }

    @Override
    public long append(JournalEntry entry) {
        long position = add(entry);
        listener.run();
        return position;
    }

    private synchronized long add(JournalEntry entry) {
        if (kept.size() == MOST) {
            kept.removeFirst();
            if (lost++ % MOST == 0) {
                LOG.warn("events are lost: more than {} journal entries wait for the sink", MOST);
            }
        }
        kept.addLast(entry);
        return ++last;
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
        long place = last - kept.size();
        long wanted = Math.min(limit, last - Math.max(position, place));
        List<Placed> found = new ArrayList<>((int) Math.max(0, wanted));
        Iterator<JournalEntry> entries = kept.iterator();
        while (entries.hasNext() && found.size() < limit) {
            JournalEntry entry = entries.next();
            if (++place > position) {
                found.add(new Placed(place, entry));
            }
        }
        return found;
    }

    @Override
    public synchronized long published() {
        return published;
    }

    @Override
    public synchronized void published(long position) {
        published = position;
        while (!kept.isEmpty() && last - kept.size() < position) {
            kept.removeFirst();
        }
    }

    /** Nothing is remembered that was published. */
    @Override
    public void forget(String cascadeId) {}

    @Override
    public void onDurable(Runnable listener) {
        this.listener = listener;
    }

    @Override
    public void close() {}
}
