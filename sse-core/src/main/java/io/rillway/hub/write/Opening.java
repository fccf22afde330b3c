// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Event;
import io.rillway.events.SnapshotSource;
import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.TopicSelector;
import io.rillway.events.json.EventCodec;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.route.SelectionKey;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a stream opens with.
 *
 * @param start where in the log it starts
 * @param state how things stand there, told before anything of the log and without ids
 */
record Opening(StartPlace start, List<LiveEvent> state) {

    private static final EventCodec CODEC = new EventCodec();

    /** {@return a start with how things stand there}; it goes back to what the state has not taken into account yet. */
    static Opening with(SnapshotSource source, EventLog log, StartPlace start, SelectionKey key, Instant now) {
        Set<Event> state = new LinkedHashSet<>();
        long cursor = start.cursor();
        for (TopicSelector selector : key.selectors()) {
            Snapshot snapshot = source.snapshot(selector);
            List<Event> picked = snapshot.events().stream().filter(key::takes).toList();
            state.addAll(picked);
            cursor = Math.min(cursor, beforeMissing(log, picked, snapshot.validAsOf(), start.cursor()));
        }
        List<LiveEvent> events =
                state.stream().map(event -> encoded(event, now)).toList();
        // Behind a gap the log is told from its first entry on in any case.
        return new Opening(start.gap() == null ? start.at(cursor) : start, events);
    }

    /** Encoded by the one that subscribes, because the writer has others to serve. */
    private static LiveEvent encoded(Event event, Instant now) {
        byte[] payload = CODEC.encode(event.data());
        return new LiveEvent(event, now, () -> payload);
    }

    /** The place before the first entry on the topics of a state that it does not know of, or where there is none the end. */
    private static long beforeMissing(EventLog log, List<Event> state, String validAsOf, long end) {
        OptionalLong valid = log.sequence(validAsOf);
        List<String> topics = state.stream()
                .flatMap(event -> event.topics().stream())
                .map(topic -> topic.path())
                .distinct()
                .toList();
        if (topics.isEmpty() || valid.isEmpty()) {
            return end;
        }
        List<Long> missing = log.find(topics, valid.getAsLong() + 1, 1);
        return missing.isEmpty() ? end : Math.min(end, missing.get(0) - 1);
    }
}
