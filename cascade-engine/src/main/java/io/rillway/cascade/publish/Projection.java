// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.Admitted;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.journal.JournalEntry.Withdrawn;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.events.Event;
import io.rillway.events.SnapshotSource;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the cascades stand by what was published of them, so that a snapshot and the events that follow it have no seam. Of
 * those that have ended the last ones are kept, for whoever asks for one of them by its id. Written by the publisher, read by
 * any thread, under its lock.
 */
public final class Projection implements SnapshotSource {

    private static final int KEPT_ENDED = 100;

    // Guarded by this.
    private final Map<String, Chronicle> open = new LinkedHashMap<>();
    private final Map<String, Chronicle> ended = new LinkedHashMap<>();
    private String lastId = "";

    /** An entry was published under an id of the log, or nothing is told of it and the id is empty. */
    synchronized void published(JournalEntry entry, String id) {
        if (!id.isEmpty()) {
            lastId = id;
        }
        if (entry instanceof Admitted admitted) {
            open.put(admitted.cascadeId(), Chronicle.of(admitted));
        } else if (entry instanceof OfCascade ofCascade) {
            apply(ofCascade);
        }
    }

    private void apply(OfCascade entry) {
        Chronicle chronicle = open.get(entry.cascadeId());
        if (chronicle == null) {
            return;
        }
        chronicle.apply(entry);
        if (entry instanceof Withdrawn) {
            open.remove(entry.cascadeId());
        } else if (entry instanceof JournalEntry.Ended) {
            open.remove(entry.cascadeId());
            ended.put(entry.cascadeId(), chronicle);
            dropOldest();
        }
    }

    private void dropOldest() {
        if (ended.size() > KEPT_ENDED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Snapshot snapshot(TopicSelector selector) {
        List<Event> events = new ArrayList<>();
        open.values().forEach(chronicle -> addIfPicked(selector, chronicle, events));
        if (selector.isExact()) {
            ended.values().forEach(chronicle -> addIfPicked(selector, chronicle, events));
        }
        return new Snapshot(events, lastId);
    }

    private static void addIfPicked(TopicSelector selector, Chronicle chronicle, List<Event> events) {
        String topic = "cascade/" + chronicle.id();
        if (selector.matches(new Topic(topic))) {
            CascadeRecord record = chronicle.record();
            events.add(Snapshots.event(topic, record));
        }
    }
}
