// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import java.util.List;
import java.util.Optional;

/**
 * The record of what happened, in order, one entry for each transition; what is not in it has not happened. It is written
 * ahead: an action begins only when the entry that says so is durable, and nothing is told of an entry before it is.
 *
 * <p>Positions begin at 1 and go up; the ones of an earlier life are never given again. Entries that are appended and not
 * durable yet are written in their order, several at a time. When that fails they are kept and tried again, so that what
 * is durable is always a beginning of what was appended.
 *
 * <p><b>Threads:</b> one thread appends, another one reads and says what was published; {@link #whenDurable} and
 * {@link #forget} belong to the one that appends. <b>Errors:</b> no call throws because of the store: trouble is told to
 * those who wait, and shows in {@link #trouble}; {@link #readAfter} and {@link #close} may throw {@link JournalException}.
 * <b>Limits:</b> entries are kept until they were published and their cascade is forgotten; an implementation may have a
 * bound beyond that.
 */
public interface Journal extends AutoCloseable {

    /** {@return what tells this journal's positions from another's; the same after a restart} */
    String id();

    /**
     * Adds an entry behind the others; never waits for a store.
     *
     * @param entry what happened, or is about to
     * @return its position
     */
    long append(JournalEntry entry);

    /** {@return whether everything appended so far is durable} */
    boolean isDurable();

    /**
     * Says when everything appended so far is durable, once: at once if it is already, else on a thread of the journal.
     *
     * @param written is told; it must only pass the word on
     */
    void whenDurable(Written written);

    /** {@return why entries are not being written at this moment, or empty while all is well} */
    Optional<JournalException> trouble();

    /**
     * {@return the durable entries that follow a position, oldest first}
     *
     * @param position 0 or a position
     * @param limit the most entries, 1 or more
     * @throws JournalException if they cannot be read
     */
    List<Placed> readAfter(long position, int limit);

    /** {@return the last position that was said to be published, in an earlier life too} */
    long published();

    /**
     * Says that everything up to a position was published. That is kept, but perhaps not at once.
     *
     * @param position the position
     */
    void published(long position);

    /**
     * Says that a cascade which has ended need not be remembered any longer.
     *
     * @param cascadeId the cascade
     */
    void forget(String cascadeId);

    /**
     * Runs the listener whenever more entries are durable.
     *
     * @param listener run on a thread of the journal or on the one that appends; it must only pass the word on
     */
    void onDurable(Runnable listener);

    /**
     * Writes what is left to be written, if that is possible within a few seconds, and lets go of the store.
     *
     * @throws JournalException if entries are lost by that
     */
    @Override
    void close();

    /**
     * An entry with its place.
     *
     * @param position its place
     * @param entry the entry
     */
    record Placed(long position, JournalEntry entry) {}

    /** Is told what came of writing. */
    interface Written {

        /** Everything is durable. */
        void durable();

        /**
         * The store fails. The entries are kept and tried again, but nobody knows for how long.
         *
         * @param trouble what is wrong with the store
         */
        void failed(JournalException trouble);
    }
}
