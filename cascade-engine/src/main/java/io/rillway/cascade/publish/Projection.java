// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.Admitted;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.journal.JournalEntry.StatusChanged;
import io.rillway.cascade.journal.JournalEntry.Withdrawn;
import io.rillway.events.Event;
import io.rillway.events.SnapshotSource;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How things stand by what was published of them, so that a snapshot and the events that follow it have no seam: the cascades
 * that run, and for whoever asks for one by its exact topic also the last ones that ended, and a resource's status. Written by
 * the publisher, read by any thread, under its lock.
 */
public final class Projection implements SnapshotSource {

    private static final int KEPT_ENDED = 100;
    private static final int KEPT_STEPS = 100_000;
    private static final int KEPT_STATUSES = 100_000;
    private static final String CASCADE = "cascade/";
    private static final String RESOURCE = "resource/";

    // Guarded by this.
    private final Map<String, Chronicle> open = new LinkedHashMap<>();
    private final Map<String, Chronicle> ended = new LinkedHashMap<>();
    private long endedSteps;
    private final Map<String, StatusChanged> statuses = new LinkedHashMap<>(16, 0.75F, true);
    private String lastId = "";

    /** An entry of an earlier life. What a resource was then says nothing of now. */
    synchronized void remember(JournalEntry entry) {
        if (entry instanceof Admitted admitted) {
            open.put(admitted.cascadeId(), Chronicle.of(admitted));
        } else if (entry instanceof OfCascade ofCascade) {
            apply(ofCascade);
        }
    }

    /** An entry was published under an id of the log, or nothing is told of it and the id is empty. */
    synchronized void published(JournalEntry entry, String id) {
        published(id);
        remember(entry);
        if (entry instanceof StatusChanged changed) {
            statuses.put(changed.resourceId(), changed);
            dropOldest(statuses, KEPT_STATUSES);
        }
    }

    /** Something that is remembered already was published under an id. */
    synchronized void published(String id) {
        if (!id.isEmpty()) {
            lastId = id;
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
            keepEnded(chronicle);
        }
    }

    /** The last ones, and fewer of them if they are large. */
    private void keepEnded(Chronicle chronicle) {
        ended.put(chronicle.id(), chronicle);
        endedSteps += chronicle.totalSteps();
        Iterator<Chronicle> oldest = ended.values().iterator();
        while (ended.size() > KEPT_ENDED || (endedSteps > KEPT_STEPS && ended.size() > 1)) {
            endedSteps -= oldest.next().totalSteps();
            oldest.remove();
        }
    }

    private static void dropOldest(Map<String, ?> kept, int most) {
        if (kept.size() > most) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Snapshot snapshot(TopicSelector selector) {
        String topic = selector.pattern();
        return new Snapshot(selector.isExact() ? exactly(topic).stream().toList() : all(selector), lastId);
    }

    private Optional<Event> exactly(String topic) {
        if (topic.startsWith(CASCADE)) {
            String id = topic.substring(CASCADE.length());
            @Nullable Chronicle running = open.get(id);
            return Optional.ofNullable(running == null ? ended.get(id) : running)
                    .map(chronicle -> Snapshots.event(topic, chronicle.record()));
        }
        return topic.startsWith(RESOURCE)
                ? Optional.ofNullable(statuses.get(topic.substring(RESOURCE.length())))
                        .flatMap(Entries::event)
                : Optional.empty();
    }

    private List<Event> all(TopicSelector selector) {
        return open.values().stream()
                .filter(chronicle -> selector.matches(new Topic(CASCADE + chronicle.id())))
                .map(chronicle -> Snapshots.event(CASCADE + chronicle.id(), chronicle.record()))
                .toList();
    }
}
