// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.events.catalog.SystemEvents.Resume;
import io.rillway.hub.port.EventLog;
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
 */
record StartPlace(long cursor, Resume resume, @Nullable Gap gap) {

    /** {@return the place that a start stands for}; {@code counts} says which of what the key picks would be delivered. */
    static StartPlace of(EventLog log, Start start, SelectionKey key, Predicate<LogEntry> counts) {
        long liveAt = log.last();
        if (start instanceof Start.After after) {
            return after(log, after.id(), liveAt);
        }
        if (start instanceof Start.Since since) {
            return since(log, since);
        }
        if (start instanceof Start.Last last) {
            return fresh(new LastMatching(log, key, counts).before(last.count(), liveAt));
        }
        return fresh(liveAt);
    }

    private static StartPlace after(EventLog log, String id, long liveAt) {
        OptionalLong place = log.sequence(id);
        long evicted = log.first() - 1;
        if (place.isPresent() && place.getAsLong() <= log.last()) {
            return place.getAsLong() >= evicted
                    ? new StartPlace(place.getAsLong(), Resume.RESUMED, null)
                    : lost(log, "evicted", id, evicted);
        }
        // Another log's id: nothing of this log has been seen. Any other text tells nothing, and only what is new is
        // safe.
        return log.isForeign(id) ? lost(log, "foreign", id, evicted) : lost(log, "unknown", null, liveAt);
    }

    private static StartPlace since(EventLog log, Start.Since since) {
        long first = log.firstSince(since.time());
        boolean mayLack = first == log.first() && first > 1;
        return mayLack ? lost(log, "evicted", null, first - 1) : fresh(first - 1);
    }

    private static StartPlace fresh(long cursor) {
        return new StartPlace(cursor, Resume.FRESH, null);
    }

    private static StartPlace lost(EventLog log, String reason, @Nullable String from, long to) {
        return new StartPlace(to, Resume.GAP, new Gap(reason, from, log.id(to)));
    }
}
