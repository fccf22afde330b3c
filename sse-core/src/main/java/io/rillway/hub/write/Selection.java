// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Exclusion;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.SelectionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of a shard that get the same bytes, and what they share in one round: the entries that were routed to
 * them, and the chunks made of those or read from the log.
 */
final class Selection {

    private final SelectionKey key;
    private final List<Subscriber> subscribers = new ArrayList<>(1);
    private long behind = -1;

    // Of the round.
    private boolean used;
    private @Nullable List<LogEntry> routed;
    private long routedAfter;
    private @Nullable Map<Long, Chunk> chunks;
    private @Nullable Chunk latest;
    private long latestAfter;

    Selection(SelectionKey key) {
        this.key = key;
    }

    SelectionKey key() {
        return key;
    }

    List<Subscriber> subscribers() {
        return subscribers;
    }

    void add(Subscriber subscriber) {
        subscriber.place = subscribers.size();
        subscribers.add(subscriber);
    }

    /** Removes a subscriber at the cost of one step; the last one takes its place. */
    void remove(Subscriber subscriber) {
        Subscriber last = subscribers.remove(subscribers.size() - 1);
        if (last != subscriber) {
            subscribers.set(subscriber.place, last);
            last.place = subscriber.place;
        }
    }

    /** Keeps an entry of those after a place, all of which are routed in order. */
    void route(LogEntry entry, long after) {
        if (routed == null) {
            routed = new ArrayList<>(1);
            routedAfter = after;
        }
        routed.add(entry);
    }

    /** Makes those who are up to date stand at a place, but only once for each place, and tells of each. */
    void fallBehind(long place, Consumer<Subscriber> told) {
        if (behind == place) {
            return;
        }
        behind = place;
        for (Subscriber subscriber : subscribers) {
            if (subscriber.live) {
                subscriber.live = false;
                subscriber.cursor = place;
                told.accept(subscriber);
            }
        }
    }

    /** {@return whether this is its first use in the round} */
    boolean use() {
        boolean first = !used;
        used = true;
        return first;
    }

    /** Lets go of what was routed, because some may be missing. */
    void forgetRouted() {
        routed = null;
    }

    Chunk chunk(ChunkReader reader, Subscriber subscriber, long upTo) {
        Chunk chunk = shared(reader, subscriber.cursor, upTo);
        String principal = subscriber.request().principal();
        return chunk.suits(subscriber)
                ? chunk
                : make(reader, subscriber.cursor, upTo, left -> left.leavesOut(principal, subscriber.id()));
    }

    /** Nearly all subscribers are at one place, so that the latest chunk is nearly always the one. */
    private Chunk shared(ChunkReader reader, long after, long upTo) {
        if (latest == null || latestAfter != after) {
            chunks = chunks == null ? new HashMap<>(4) : chunks;
            latest = chunks.computeIfAbsent(after, place -> make(reader, place, upTo, nobody -> false));
            latestAfter = after;
        }
        return latest;
    }

    private Chunk make(ChunkReader reader, long after, long upTo, Predicate<Exclusion> leftOut) {
        return routed != null && routedAfter <= after
                ? reader.pick(key, routed, after, upTo, leftOut)
                : reader.read(key, after, upTo, leftOut);
    }

    void endRound() {
        used = false;
        routed = null;
        chunks = null;
        latest = null;
    }
}
