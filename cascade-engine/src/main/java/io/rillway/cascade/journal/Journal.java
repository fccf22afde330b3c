// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import java.util.List;

/**
 * The record of what happened, in order; what is not in it has not happened.
 *
 * <p>One thread appends, another may read. Positions begin at 1 and go up by 1.
 */
public interface Journal {

    /** Tells this journal's positions from another's. */
    String id();

    /** Adds an entry and returns its position. */
    long append(JournalEntry entry);

    /** What follows a position, oldest first, at most so many. */
    List<Placed> readAfter(long position, int limit);

    /** Says that everything up to a position was published, and has to be kept for recovery alone. */
    void published(long position);

    /** Runs the listener after each entry, on the thread that appends; it must only pass the word on. */
    void onAppend(Runnable listener);

    /**
     * An entry with its place.
     *
     * @param position its place
     * @param entry the entry
     */
    record Placed(long position, JournalEntry entry) {}
}
