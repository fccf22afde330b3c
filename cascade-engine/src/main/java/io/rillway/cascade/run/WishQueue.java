// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Wishes, the one with the longest way first, and of several with ways of the same length the one that came first. There are few
 * lengths and may be many wishes. Of the coordinator alone.
 */
final class WishQueue {

    // None of them is empty.
    private final NavigableMap<Long, Deque<Wish>> byWay = new TreeMap<>(Collections.reverseOrder());

    // Those of the length that was asked for last, which is asked for again as a rule. In a chain of steps there is one
    // wish at a time, each of a length of its own.
    private Deque<Wish> same = new ArrayDeque<>();
    private long sameWay;

    void add(Wish wish) {
        if (same.isEmpty() || sameWay != wish.wayMillis()) {
            same = of(wish.wayMillis());
            sameWay = wish.wayMillis();
        }
        same.add(wish);
    }

    private Deque<Wish> of(long wayMillis) {
        Deque<Wish> known = byWay.get(wayMillis);
        if (known == null) {
            known = same.isEmpty() ? same : new ArrayDeque<>();
            byWay.put(wayMillis, known);
        }
        return known;
    }

    /** Takes the first one that is still wished, or null if there is none. */
    @Nullable
    Wish poll() {
        Wish wish = null;
        while (wish == null && !byWay.isEmpty()) {
            Deque<Wish> first = byWay.firstEntry().getValue();
            wish = first.poll();
            if (first.isEmpty()) {
                byWay.pollFirstEntry();
                same = first;
            }
            if (wish != null && wish.isGone()) {
                wish = null;
            }
        }
        return wish;
    }
}
