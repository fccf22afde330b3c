// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.Journal.Placed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last durable entries, so that who publishes them need not ask the database. Under its own monitor. */
final class Tail {

    private static final int MOST = 10_000;

    // Guarded by this; their positions follow each other without a hole.
    private final Deque<Placed> entries = new ArrayDeque<>();
    private long end;

    Tail(long end) {
        this.end = end;
    }

    synchronized void add(Batch batch) {
        for (Placed placed : batch.entries()) {
            if (entries.size() == MOST) {
                entries.removeFirst();
            }
            entries.addLast(placed);
        }
        end = batch.end();
    }

    synchronized void dropUpTo(long position) {
        while (!entries.isEmpty() && entries.getFirst().position() <= position) {
            entries.removeFirst();
        }
    }

    /** What follows a position, if all of it is here. */
    synchronized Optional<List<Placed>> after(long position, int limit) {
        if (position >= end) {
            return Optional.of(List.of());
        }
        if (entries.isEmpty() || entries.getFirst().position() > position + 1) {
            return Optional.empty();
        }
        List<Placed> found = new ArrayList<>();
        for (Placed placed : entries) {
            if (found.size() == limit) {
                break;
            }
            if (placed.position() > position) {
                found.add(placed);
            }
        }
        return Optional.of(found);
    }
}
