// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of the entries that are kept. One thread at a time adds; any thread looks up. */
final class Keys {

    private static final int LEAST_SWEEP = 1024;

    private record Place(long sequence, List<Shelf> shelves) {

        boolean isKept() {
            return Shelves.isKept(shelves, sequence);
        }
    }

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private int sweepAt = LEAST_SWEEP;

    void add(String key, long sequence, List<Shelf> shelves) {
        places.put(key, new Place(sequence, shelves));
        if (places.size() >= sweepAt) {
            places.values().removeIf(place -> !place.isKept());
            sweepAt = Math.max(LEAST_SWEEP, places.size() * 2);
        }
    }

    /** {@return the sequence of the entry with a key, if it is kept} */
    OptionalLong find(String key) {
        Place place = places.get(key);
        return place != null && place.isKept() ? OptionalLong.of(place.sequence()) : OptionalLong.empty();
    }
}
