// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** What is durable of a journal: all that a crash leaves. */
public final class Disk {

    private final List<Placed> entries = new ArrayList<>();
    private long published;

    List<Placed> entries() {
        return entries;
    }

    long published() {
        return published;
    }

    void published(long position) {
        published = position;
    }

    /** Every entry, oldest first. */
    public List<JournalEntry> all() {
        return entries.stream().map(Placed::entry).toList();
    }
}
