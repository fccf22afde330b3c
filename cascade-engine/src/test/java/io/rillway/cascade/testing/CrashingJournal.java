// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A journal on a {@link Disk} that ends the program at its n-th write, in one of several ways. */
public final class CrashingJournal implements Journal {

    private final Disk disk;
    private final ManualLoop loop;
    private final Way way;
    private final int crashAt;
    private final List<Placed> buffer = new ArrayList<>();
    private final List<Written> waiting = new ArrayList<>();
    private Runnable listener = () -> {};
    private long last;
    private int writes;

    /** How it crashes. */
    public enum Way {
        /** Each entry is durable at once; the n-th is lost. */
        BEFORE,
        /** Each entry is durable at once; nothing happens after the n-th. */
        AFTER,
        /** Entries become durable in groups; the n-th group is lost. */
        GROUP_LOST,
        /** Entries become durable in groups; nobody hears of the n-th any more. */
        GROUP_KEPT;

        boolean isGrouped() {
            return this == GROUP_LOST || this == GROUP_KEPT;
        }
    }

    public CrashingJournal(Disk disk, ManualLoop loop, Way way, int crashAt) {
        this.disk = disk;
        this.loop = loop;
        this.way = way;
        this.crashAt = crashAt;
        this.last = disk.entries().size();
    }

    @Override
    public String id() {
        return "disk";
    }

    @Override
    public long append(JournalEntry entry) {
        if (buffer.isEmpty() && way.isGrouped()) {
            loop.execute(this::write);
        }
        buffer.add(new Placed(++last, entry));
        if (!way.isGrouped()) {
            write();
        }
        return last;
    }

    private void write() {
        writes++;
        if (writes == crashAt && (way == Way.BEFORE || way == Way.GROUP_LOST)) {
            throw new Crash("before write " + writes);
        }
        disk.entries().addAll(buffer);
        buffer.clear();
        if (writes == crashAt) {
            throw new Crash("after write " + writes);
        }
        List<Written> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(Written::durable);
        listener.run();
    }

    @Override
    public boolean isDurable() {
        return buffer.isEmpty();
    }

    @Override
    public void whenDurable(Written written) {
        if (isDurable()) {
            written.durable();
        } else {
            waiting.add(written);
        }
    }

    @Override
    public Optional<JournalException> trouble() {
        return Optional.empty();
    }

    @Override
    public List<Placed> readAfter(long position, int limit) {
        return disk.entries().stream()
                .filter(placed -> placed.position() > position)
                .limit(limit)
                .toList();
    }

    @Override
    public long published() {
        return disk.published();
    }

    @Override
    public void published(long position) {
        disk.published(position);
    }

    @Override
    public void forget(String cascadeId) {
        // Everything is kept, so that the test can look at it.
    }

    @Override
    public void onDurable(Runnable listener) {
        this.listener = listener;
    }

    @Override
    public void close() {}
}
