// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.route.SelectionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The subscribers of a shard that get the same bytes, and the chunks that they share in one round. */
final class Selection {

    private final SelectionKey key;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Map<Long, Chunk> shared = new HashMap<>(4);

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

    Chunk chunk(ChunkReader reader, Subscriber subscriber, long upTo) {
        Chunk chunk = shared.computeIfAbsent(subscriber.cursor, after -> reader.read(key, after, upTo));
        return chunk.forAll()
                ? chunk
                : reader.read(key, subscriber.cursor, upTo, subscriber.request().principal(), subscriber.id());
    }

    void endRound() {
        shared.clear();
    }
}
