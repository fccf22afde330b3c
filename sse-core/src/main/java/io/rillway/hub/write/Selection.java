// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Exclusion;
import io.rillway.hub.pace.LatestByKey;
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
    private final @Nullable LatestByKey latestByKey;
    private long behind = -1;

    // Of the round, but for what was routed while it was served.
    private boolean used;
    private @Nullable List<LogEntry> routed;
    private long routedAfter;
    private @Nullable Map<Long, Chunk> chunks;
    private @Nullable Chunk latest;
    private long latestAfter;
    private long sharedUpTo;

    Selection(SelectionKey key) {
        this.key = key;
        this.latestByKey = key.format().conflates() ? new LatestByKey() : null;
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

    /** Keeps an entry of those after a place, all of which are routed in order; the log keeps what is not before another. */
    void route(LogEntry entry, long after, long first) {
        if (latestByKey != null) {
            latestByKey.add(entry, first);
        }
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
            if (subscriber.course.isLive()) {
                subscriber.course.stand(place, false);
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

    /** {@return what a subscriber gets next}; it shares it unless it stops at a place of its own, or was left out. */
    Chunk chunk(ChunkReader reader, Subscriber subscriber, long upTo, boolean ownEnd) {
        Course course = subscriber.course;
        if (!ownEnd) {
            Chunk chunk = shared(reader, course, upTo);
            if (chunk.suits(subscriber)) {
                return chunk;
            }
        }
        String principal = subscriber.request().principal();
        return make(reader, course, upTo, left -> left.leavesOut(principal, subscriber.id()));
    }

    /** Nearly all subscribers are at one place, so that the latest chunk is nearly always the one. */
    private Chunk shared(ChunkReader reader, Course course, long upTo) {
        // Those who conflate share with those who do, under the complement of the place.
        long after = course.conflating ? ~course.cursor() : course.cursor();
        if (sharedUpTo != upTo) {
            sharedUpTo = upTo;
            chunks = null;
            latest = null;
        }
        if (latest == null || latestAfter != after) {
            chunks = chunks == null ? new HashMap<>(4) : chunks;
            latest = chunks.computeIfAbsent(after, place -> make(reader, course, upTo, nobody -> false));
            latestAfter = after;
        }
        return latest;
    }

    private Chunk make(ChunkReader reader, Course course, long upTo, Predicate<Exclusion> leftOut) {
        long after = course.cursor();
        Cut cut = new Cut(
                key, after, upTo, leftOut, course.conflating ? entry -> isSuperseded(entry, upTo) : entry -> false);
        return routed != null && routedAfter <= after ? reader.pick(cut, routed) : reader.read(cut);
    }

    private boolean isSuperseded(LogEntry entry, long upTo) {
        return latestByKey != null && latestByKey.supersedes(entry, upTo);
    }

    /**
     * Lets go of what was shared, and of what was routed up to a place that nobody waits behind any more.
     *
     * @return whether nothing is left to let go of
     */
    boolean endRound(long place) {
        chunks = null;
        latest = null;
        if (routed != null && routed.get(routed.size() - 1).sequence() > place) {
            routed.removeIf(entry -> entry.sequence() <= place);
            routedAfter = Math.max(routedAfter, place);
            return false;
        }
        routed = null;
        used = false;
        return true;
    }
}
