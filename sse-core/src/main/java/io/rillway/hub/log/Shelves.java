// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.events.Event;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.LostPlaces.Places;
import io.rillway.hub.port.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What a log keeps: a shelf for each selector with bounds of its own, and one for the rest. A topic stands on the first shelf
 * that picks it; an event about several topics is kept as long as one of its shelves keeps it. One thread at a time writes;
 * any thread reads.
 */
final class Shelves {

    private static final String REST = "";

    private final Map<TopicSelector, Shelf> picked = new LinkedHashMap<>();
    private final Shelf rest;
    private final List<Shelf> all = new ArrayList<>();
    private final List<Shelf> onlyRest;

    // Written by any thread that finds something broken.
    private volatile long damaged;

    // Written at the opening: what was evicted for other selectors than now.
    private volatile long otherwiseEvicted;

    /**
     * Empty shelves.
     *
     * @param bounds of what no selector picks
     * @param retain of what a selector picks, in the order in which they are asked
     */
    Shelves(Bounds bounds, Map<TopicSelector, Bounds> retain) {
        retain.forEach((selector, own) -> picked.put(selector, new Shelf(own)));
        this.rest = new Shelf(bounds);
        this.onlyRest = List.of(rest);
        all.addAll(picked.values());
        all.add(rest);
    }

    /** {@return the shelves of an event, each once} */
    List<Shelf> of(Event event) {
        return picked.isEmpty()
                ? onlyRest
                : event.topics().stream().map(this::of).distinct().toList();
    }

    private Shelf of(Topic topic) {
        for (Map.Entry<TopicSelector, Shelf> entry : picked.entrySet()) {
            if (entry.getKey().matches(topic)) {
                return entry.getValue();
            }
        }
        return rest;
    }

    void add(Event event, long sequence, Instant at, int bytes) {
        for (Topic topic : event.topics()) {
            Shelf shelf = picked.isEmpty() ? rest : of(topic);
            if (sequence > shelf.lost()) {
                shelf.index(topic.path(), sequence);
            }
        }
        for (Shelf shelf : of(event)) {
            if (sequence > shelf.lost()) {
                shelf.count(sequence, at, bytes);
            }
        }
    }

    /** {@return what all that is kept takes; what stands on two shelves counts twice} */
    long bytes() {
        return all.stream().mapToLong(Shelf::bytes).sum();
    }

    /** {@return what is not kept, by selector, the rest under no name; and what is damaged} */
    Places places() {
        Map<String, Long> evicted = new LinkedHashMap<>();
        picked.forEach((selector, shelf) -> evicted.put(selector.pattern(), shelf.lost()));
        evicted.put(REST, rest.lost());
        return new Places(evicted, damaged);
    }

    /** Goes on from the places of an earlier opening; where its selectors were others, something may be missing anywhere. */
    void restore(Places places) {
        damage(places.damaged());
        if (places.evicted().keySet().equals(places().evicted().keySet())) {
            picked.forEach((selector, shelf) -> shelf.lose(places.evicted().getOrDefault(selector.pattern(), 0L)));
            rest.lose(places.evicted().getOrDefault(REST, 0L));
        } else {
            otherwiseEvicted = places.lastEvicted();
        }
    }

    /** Drops what is too much, and tells which sequences a shelf has dropped. */
    void evict(Instant now, LongConsumer dropped) {
        for (Shelf shelf : all) {
            shelf.evict(now, dropped);
        }
    }

    /** Says that nothing up to a sequence is kept. */
    void lose(long sequence) {
        all.forEach(shelf -> shelf.lose(sequence));
    }

    /** Says that some of what was to be kept up to a sequence cannot be read. */
    synchronized void damage(long sequence) {
        damaged = Math.max(damaged, sequence);
    }

    /** {@return the first sequence that any shelf may keep} */
    long first() {
        long lost = rest.lost();
        for (Shelf shelf : all) {
            lost = Math.min(lost, shelf.lost());
        }
        return lost + 1;
    }

    /** {@return whether there is one shelf for all} */
    boolean isSingle() {
        return picked.isEmpty();
    }

    boolean keeps(Event event, long sequence) {
        return isKept(of(event), sequence);
    }

    static boolean isKept(List<Shelf> shelves, long sequence) {
        for (Shelf shelf : shelves) {
            if (sequence > shelf.lost()) {
                return true;
            }
        }
        return false;
    }

    Kept kept(List<TopicSelector> selectors) {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (Map.Entry<TopicSelector, Shelf> entry : picked.entrySet()) {
            if (selectors.stream()
                    .anyMatch(selector -> selector.intersect(entry.getKey()).isPresent())) {
                least = Math.min(least, entry.getValue().lost());
                most = Math.max(most, entry.getValue().lost());
            }
        }
        if (least == Long.MAX_VALUE || !selectors.stream().allMatch(this::isPicked)) {
            long lost = rest.lost();
            least = Math.min(least, lost);
            most = Math.max(most, lost);
        }
        long evicted = Math.max(most, otherwiseEvicted);
        return new Kept(least + 1, Math.max(evicted, damaged) + 1, damaged > evicted);
    }

    /** {@return whether all that a selector picks stands on the shelves of others than the rest} */
    private boolean isPicked(TopicSelector selector) {
        return picked.keySet().stream().anyMatch(owner -> owner.covers(selector));
    }

    /** {@return the sequences about certain topics from one on, in order} */
    List<Long> find(List<String> topics, long from, long last, int most) {
        return merged(topics, (shelf, topic) -> shelf.find(topic, from, most))
                .filter(sequence -> sequence <= last)
                .limit(most)
                .toList();
    }

    /** {@return the last sequences about certain topics up to one, in order} */
    List<Long> findLast(List<String> topics, long to, int most) {
        List<Long> found = merged(topics, (shelf, topic) -> shelf.findLast(topic, to, most))
                .toList();
        return found.subList(Math.max(0, found.size() - most), found.size());
    }

    private Stream<Long> merged(List<String> topics, BiFunction<Shelf, String, Stream<Long>> part) {
        return topics.stream()
                .flatMap(topic -> part.apply(picked.isEmpty() ? rest : of(Topic.of(topic)), topic))
                .sorted()
                .distinct();
    }
}
