// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.RoutingTable;
import io.rillway.hub.route.SelectionKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows the end of the log for the subscribers of one shard: whoever something new matches is not up to date any more.
 * Owned by the thread that walks the rounds.
 */
final class Router {

    private static final int MOST_ROUTED = 4096;
    private static final List<TopicSelector> ALL = List.of(TopicSelector.ALL);

    private final EventLog log;
    private final ChunkReader reader;
    private final Consumer<Subscriber> behind;
    private final RoutingTable<Selection> table = new RoutingTable<>();
    private final Map<SelectionKey, Selection> selections = new HashMap<>();
    private final List<Selection> used = new ArrayList<>();
    private long seen;

    Router(EventLog log, InstantSource clock, Consumer<Subscriber> behind) {
        this.log = log;
        this.reader = new ChunkReader(log, clock);
        this.behind = behind;
        this.seen = log.last();
    }

    /** {@return the place up to which everything has been routed} */
    long seen() {
        return seen;
    }

    boolean isEmpty() {
        return selections.isEmpty();
    }

    List<Subscriber> everyone() {
        return selections.values().stream()
                .flatMap(selection -> selection.subscribers().stream())
                .toList();
    }

    void join(Subscriber subscriber) {
        routeTo(subscriber.start().cursor());
        subscriber.join(selections.computeIfAbsent(subscriber.key(), this::select));
    }

    private Selection select(SelectionKey key) {
        Selection selection = new Selection(key);
        key.selectors().forEach(selector -> table.add(selector, selection));
        return selection;
    }

    void leave(Subscriber subscriber) {
        Selection selection = subscriber.selection();
        selection.remove(subscriber);
        if (selection.subscribers().isEmpty()) {
            selections.remove(selection.key());
            selection.key().selectors().forEach(selector -> table.remove(selector, selection));
        }
    }

    void routeTo(long place) {
        while (seen < place) {
            route();
        }
    }

    /** Routes what is new, in a bounded step; {@return whether there is more} */
    boolean route() {
        long before = seen;
        List<LogEntry> entries = log.read(before + 1, MOST_ROUTED);
        // Asked after reading: whatever was evicted before or meanwhile shows.
        long evicted = log.first() - 1;
        boolean missing = log.kept(ALL).lost() > before;
        seen = entries.isEmpty()
                ? Math.max(before, evicted)
                : entries.get(entries.size() - 1).sequence();
        for (LogEntry entry : entries) {
            for (Selection selection : table.match(entry.event().topics())) {
                if (selection.key().passes(entry)) {
                    use(selection);
                    selection.route(entry, before);
                    selection.fallBehind(before, behind);
                }
            }
        }
        if (missing) {
            selections.values().forEach(selection -> readAgain(selection, before));
        }
        return seen < log.last();
    }

    /** Where something may be missing in what was routed, a selection has to see for itself. */
    private void readAgain(Selection selection, long before) {
        if (log.kept(selection.key().selectors()).lost() > before) {
            selection.forgetRouted();
            selection.fallBehind(before, behind);
        }
    }

    private void use(Selection selection) {
        if (selection.use()) {
            used.add(selection);
        }
    }

    /** {@return what a subscriber gets next} */
    Chunk chunk(Subscriber subscriber) {
        Selection selection = subscriber.selection();
        use(selection);
        return selection.chunk(reader, subscriber, seen);
    }

    /** Lets go of what was shared in the round. */
    void endRound() {
        used.forEach(Selection::endRound);
        used.clear();
    }
}
