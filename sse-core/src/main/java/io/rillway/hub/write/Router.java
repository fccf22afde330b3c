// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Event;
import io.rillway.events.Exclusion;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.route.RoutingTable;
import io.rillway.hub.route.SelectionKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows the end of the log for the subscribers of one shard: whoever something new matches is not up to date any more.
 * Owned by the thread that walks the rounds.
 */
final class Router {

    private static final int MOST_ROUTED = 4096;
    private static final List<TopicSelector> ALL = List.of(TopicSelector.ALL);

    private final EventLog log;
    private final InstantSource clock;
    private final ChunkReader reader;
    private final Consumer<Subscriber> behind;
    private final RoutingTable<Selection> table = new RoutingTable<>();
    private final Map<SelectionKey, Selection> selections = new HashMap<>();
    private final List<Selection> used = new ArrayList<>();
    private int subscribers;
    private long seen;
    private long served;

    Router(EventLog log, InstantSource clock, Consumer<Subscriber> behind) {
        this.log = log;
        this.clock = clock;
        this.reader = new ChunkReader(log, clock);
        this.behind = behind;
        this.seen = log.last();
        this.served = seen;
    }

    /** {@return the place up to which everything has been routed} */
    long seen() {
        return seen;
    }

    boolean isEmpty() {
        return subscribers == 0;
    }

    /** {@return the number of subscribers} */
    int size() {
        return subscribers;
    }

    List<Subscriber> everyone() {
        return selections.values().stream()
                .flatMap(selection -> selection.subscribers().stream())
                .toList();
    }

    /** Takes on who is new, where its course begins. */
    void join(Subscriber subscriber) {
        Course course = subscriber.course;
        routeTo(course.start().cursor());
        belong(subscriber, course.first());
    }

    /** Gives a subscriber another selection from a place on, that has been routed. */
    void change(Subscriber subscriber, SelectionKey key, long place) {
        leave(subscriber);
        belong(subscriber, key);
        subscriber.course.stand(place, place >= seen);
    }

    /** Takes away what other grants do not pick, without moving a subscriber. */
    void narrow(Subscriber subscriber, List<TopicSelector> grants) {
        SelectionKey before = subscriber.course.selection().key();
        SelectionKey key = before.within(grants);
        if (!key.equals(before)) {
            leave(subscriber);
            belong(subscriber, key);
        }
    }

    private void belong(Subscriber subscriber, SelectionKey key) {
        Selection selection = selections.computeIfAbsent(key, this::select);
        selection.add(subscriber);
        subscribers++;
        subscriber.course.belongTo(selection);
    }

    private Selection select(SelectionKey key) {
        Selection selection = new Selection(key);
        key.selectors().forEach(selector -> table.add(selector, selection));
        return selection;
    }

    void leave(Subscriber subscriber) {
        Selection selection = subscriber.course.selection();
        selection.remove(subscriber);
        subscribers--;
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
                    selection.route(entry, before, evicted + 1);
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

    /** {@return who gets an event that is live only}: those who name its topic, and do not merely ask for all. */
    List<Subscriber> named(Event event) {
        List<Topic> topics = event.topics();
        List<Subscriber> named = new ArrayList<>(0);
        for (Selection selection : table.match(topics)) {
            if (selection.key().passes(event)
                    && SelectionKey.names(topics, selection.key().selectors())) {
                selection.subscribers().stream()
                        .filter(one -> SelectionKey.names(topics, one.request().selectors()))
                        .filter(one -> !one.steps.any()
                                || SelectionKey.of(one.request()).takes(event))
                        .forEach(named::add);
            }
        }
        return named;
    }

    /** {@return what of the log a subscriber has a right to, as far as it is still worth delivering} */
    Matching matching(Subscriber subscriber) {
        return new Matching(log, subscriber.course.selection().key(), isFor(subscriber.request(), subscriber.id()));
    }

    /** {@return which of the entries that are picked are delivered} */
    Predicate<LogEntry> isFor(SubscribeRequest request, String id) {
        return entry -> {
            Exclusion exclude = entry.event().exclude();
            return !entry.isExpired(clock.instant())
                    && (exclude == null || !exclude.leavesOut(request.principal(), id));
        };
    }

    /** {@return what a subscriber gets next}, up to its next change. */
    Chunk chunk(Subscriber subscriber) {
        Selection selection = subscriber.course.selection();
        use(selection);
        Step step = subscriber.steps.any() ? subscriber.steps.next() : null;
        return step != null && step.place() < seen
                ? selection.chunk(reader, subscriber, step.place(), true)
                : selection.chunk(reader, subscriber, seen, false);
    }

    /** Routes what has come since, if anything has. */
    void routeNew() {
        if (log.last() > seen) {
            route();
        }
    }

    /** Remembers what had been routed when the round began to be served: whoever falls behind from now on waits for the next. */
    void beginRound() {
        served = seen;
    }

    /** Lets go of what was shared in the round; what was routed while it was served is kept for the next. */
    void endRound() {
        used.removeIf(selection -> selection.endRound(served));
    }
}
