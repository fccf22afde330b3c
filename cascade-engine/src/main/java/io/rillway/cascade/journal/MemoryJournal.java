// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private static final int PAGE = 512;

    private final String id = UUID.randomUUID().toString();

    // The first page that is still wanted; guarded by this. Pages are let go of as a whole.
    private Page first = new Page(0);

    // Of whoever appends.
    private Page tail = first;
    private long lost;

    // Written by who appends after the entry is in its place, so that whoever has read this finds it.
    private volatile long last;

    // Written by who publishes.
    private volatile long published;

    // Written once, before the first entry.
    private Runnable listener = () -> {};

    /** An empty journal. */
    public MemoryJournal() {}

    @Override
    public String id() {
        return id;
    }

    /** Takes no lock: whoever publishes does not hold the coordinator up. */
    @Override
    public long append(JournalEntry entry) {
        long position = last + 1;
        if (position - tail.before > PAGE) {
            Page next = new Page(last);
            tail.next = next;
            tail = next;
            forgetPages();
        }
        tail.entries[(int) (position - tail.before) - 1] = entry;
        last = position;
        if (position - published > MOST) {
            lose();
        }
        listener.run();
        return position;
    }

    private void lose() {
        if (lost++ % MOST == 0) {
            LOG.warn("events are lost: more than {} journal entries wait for the sink", MOST);
        }
    }

    /** Up to here nobody wants to know any more. */
    private long forgotten() {
        return Math.max(published, last - MOST);
    }

    private synchronized void forgetPages() {
        long position = forgotten();
        while (first.next != null && first.next.before <= position) {
            first = first.next;
        }
    }

    private synchronized Page first() {
        return first;
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
    public List<Placed> readAfter(long position, int limit) {
        // Before the end, so that the end is on this page or on one behind it.
        Page page = first();
        long end = last;
        long place = Math.max(Math.max(position, page.before), Math.max(published, end - MOST));
        List<Placed> found = new ArrayList<>((int) Math.max(0, Math.min(limit, end - place)));
        while (place < end && found.size() < limit) {
            if (place - page.before >= PAGE) {
                page = requireNonNull(page.next);
            } else {
                found.add(new Placed(place + 1, page.entries[(int) (place - page.before)]));
                place++;
            }
        }
        return found;
    }

    @Override
    public long published() {
        return published;
    }

    @Override
    public void published(long position) {
        published = position;
        forgetPages();
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

    /** Entries that follow each other. */
    private static final class Page {

        // The position before the first of them.
        private final long before;
        private final JournalEntry[] entries = new JournalEntry[PAGE];

        // Written before the end moves to it.
        private @Nullable Page next;

        private Page(long before) {
            this.before = before;
        }
    }
}
