// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The log: every event in one order. An entry's place is its sequence, from 1, and every sequence is given once; its id on
 * the wire has the log's epoch in front, so that an id of another log, or of this one before it was lost, is told apart.
 * Topics may be kept for different times, so that what is kept need not be without holes: {@link #kept} tells.
 *
 * <p><b>Threads:</b> any; reads see only what is committed. <b>Errors:</b> {@link HubException} with {@code LOG_FAILED}
 * through the stages of an append, or thrown by a read of what cannot be read.
 */
public interface EventLog extends AutoCloseable {

    /**
     * Appends an event, unless one was appended with this key and is still kept.
     *
     * @param event what is published
     * @param payload its data as JSON in UTF-8; not to be changed any more
     * @param key what makes a repetition, or null
     * @return what completes once it is accepted and committed, with the id of the entry that is kept if there is one
     */
    Receipt append(Event event, byte[] payload, @Nullable String key);

    /**
     * Sets what is told, on any thread and soon, whenever {@link #last} has moved; it must not block.
     *
     * @param told the one that is told from now on
     */
    void onCommit(Runnable told);

    /** {@return the sequence of the last committed entry, 0 while there is none} */
    long last();

    /** {@return the sequence of the first entry that is kept, or would be: always at most {@link #last} + 1} */
    long first();

    /**
     * {@return what is kept of what certain selectors pick}; asked after a read, it tells whether the read was whole.
     *
     * @param selectors the selectors
     */
    Kept kept(List<TopicSelector> selectors);

    /**
     * {@return committed entries in order, starting with the first that is kept at or after a sequence; none only if there
     * is none}
     *
     * @param from the sequence
     * @param most the most entries, 1 or more; fewer may be given at once
     */
    List<LogEntry> read(long from, int most);

    /**
     * {@return the sequences of committed entries about certain topics, in order}
     *
     * @param topics the paths of the topics
     * @param from the least sequence
     * @param most the most sequences, 1 or more
     */
    List<Long> find(List<String> topics, long from, int most);

    /**
     * {@return the last sequences of committed entries about certain topics, in order}
     *
     * @param topics the paths of the topics
     * @param to the greatest sequence
     * @param most the most sequences, 1 or more
     */
    List<Long> findLast(List<String> topics, long to, int most);

    /**
     * {@return the sequence of the first entry that was published at a time or later, {@link #last} + 1 if there is none}
     *
     * @param time the time
     */
    long firstSince(Instant time);

    /**
     * {@return the id of a place on the wire}
     *
     * @param sequence the place, 0 for the beginning
     */
    String id(long sequence);

    /**
     * {@return the place that an id of this log stands for, if it is one}
     *
     * @param id any text
     */
    OptionalLong sequence(String id);

    /**
     * {@return whether an id looks like one of another log}
     *
     * @param id any text
     */
    boolean isForeign(String id);

    /** Drops what has grown too old. */
    void expire();

    @Override
    void close();
}
