// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Wishes, the one with the longest way first, and of several with ways of the same length the one that came first. There are few
 * lengths and may be many wishes. Of the coordinator alone.
 */
final class WishQueue {

    private final NavigableMap<Long, Deque<Wish>> byWay = new TreeMap<>(Collections.reverseOrder());

    // One that became empty, for the next length: in a chain of steps there is one wish at a time, each of a length of
    // its own.
    private Deque<Wish> spare = new ArrayDeque<>();

    void add(Wish wish) {
        Deque<Wish> same = byWay.get(wish.wayMillis());
        if (same == null) {
            same = spare.isEmpty() ? spare : new ArrayDeque<>();
            byWay.put(wish.wayMillis(), same);
        }
        same.add(wish);
    }

    void addAll(Collection<Wish> wishes) {
        wishes.forEach(this::add);
    }

    /** Takes the first one that is still wished. */
    Optional<Wish> poll() {
        Wish wish = null;
        while (wish == null && !byWay.isEmpty()) {
            Deque<Wish> first = byWay.firstEntry().getValue();
            wish = first.poll();
            if (first.isEmpty()) {
                byWay.pollFirstEntry();
                spare = first;
            }
            if (wish != null && wish.isGone()) {
                wish = null;
            }
        }
        return Optional.ofNullable(wish);
    }
}
