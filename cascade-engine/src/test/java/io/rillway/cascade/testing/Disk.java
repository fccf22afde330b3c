// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /** The entries of one kind. */
    public <T extends JournalEntry> Stream<T> all(Class<T> kind) {
        return entries.stream().map(Placed::entry).filter(kind::isInstance).map(kind::cast);
    }
}
