// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.events.catalog.SystemEvents.Resume;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Start;
import io.rillway.hub.route.SelectionKey;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream starts.
 *
 * @param cursor the place after which it continues
 * @param resume how that compares to what was asked for
 * @param gap what cannot be served, or null
 * @param told the place up to which the subscriber is told of whatever is missing
 */
record StartPlace(long cursor, Resume resume, @Nullable Gap gap, long told) {

    /** {@return the same start at another place, of which nothing is lost} */
    StartPlace at(long place) {
        return new StartPlace(place, resume, gap, place);
    }

    /** {@return the place that a start stands for}; {@code counts} says which of what the key picks would be delivered. */
    static StartPlace of(EventLog log, Start start, SelectionKey key, Predicate<LogEntry> counts) {
        long liveAt = log.last();
        if (start instanceof Start.After after) {
            return after(log, after.id(), liveAt, log.kept(key.selectors()));
        }
        if (start instanceof Start.Since since) {
            return since(log, since, log.kept(key.selectors()));
        }
        if (start instanceof Start.Last last) {
            long cursor = new Matching(log, key, counts).before(last.count(), liveAt);
            // Of what is kept the last are asked for, so that nothing of it is missing.
            return fresh(cursor, log.kept(key.selectors()).after(cursor).lost());
        }
        return fresh(liveAt, liveAt);
    }

    private static StartPlace after(EventLog log, String id, long liveAt, Kept kept) {
        OptionalLong place = log.sequence(id);
        if (place.isPresent() && place.getAsLong() <= log.last()) {
            long cursor = place.getAsLong();
            return cursor >= kept.lost()
                    ? new StartPlace(cursor, Resume.RESUMED, null, cursor)
                    : lost(log, kept.reason(), id, kept.after(cursor));
        }
        // Another log's id: nothing of this log has been seen. Any other text tells nothing, and only what is new is
        // safe.
        return log.isForeign(id)
                ? lost(log, "foreign", id, kept)
                : lost(log, "unknown", null, new Kept(liveAt + 1, liveAt + 1));
    }

    private static StartPlace since(EventLog log, Start.Since since, Kept kept) {
        long first = log.firstSince(since.time());
        boolean mayLack = first <= kept.whole() && kept.whole() > 1;
        return mayLack ? lost(log, kept.reason(), null, kept.after(first - 1)) : fresh(first - 1, first - 1);
    }

    private static StartPlace fresh(long cursor, long told) {
        return new StartPlace(cursor, Resume.FRESH, null, told);
    }

    private static StartPlace lost(EventLog log, String reason, @Nullable String from, Kept kept) {
        return new StartPlace(kept.before(), Resume.GAP, new Gap(reason, from, log.id(kept.lost())), kept.lost());
    }
}
