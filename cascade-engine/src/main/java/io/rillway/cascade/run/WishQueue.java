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

    void add(Wish wish) {
        byWay.computeIfAbsent(wish.wayMillis(), way -> new ArrayDeque<>()).add(wish);
    }

    void addAll(Collection<Wish> wishes) {
        wishes.forEach(this::add);
    }

    /** Takes the first one that is still wished. */
    Optional<Wish> poll() {
        while (!byWay.isEmpty()) {
            Deque<Wish> first = byWay.firstEntry().getValue();
            Wish wish = first.poll();
            while (wish != null && wish.isGone()) {
                wish = first.poll();
            }
            if (first.isEmpty()) {
                byWay.pollFirstEntry();
            }
            if (wish != null) {
                return Optional.of(wish);
            }
        }
        return Optional.empty();
    }
}
