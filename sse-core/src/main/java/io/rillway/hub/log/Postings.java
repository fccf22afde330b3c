// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The sequences of the entries about one topic, in order. Guarded by itself. */
final class Postings {

    private final ArrayDeque<Long> sequences = new ArrayDeque<>(2);

    synchronized void add(long sequence) {
        sequences.addLast(sequence);
    }

    /** Drops the oldest; {@return whether none is left} */
    synchronized boolean removeFirst() {
        sequences.pollFirst();
        return sequences.isEmpty();
    }

    /** {@return the first sequences from one on}; walks from the newer end, where readers mostly are. */
    synchronized List<Long> from(long from, int most) {
        ArrayDeque<Long> found = new ArrayDeque<>();
        Iterator<Long> newestFirst = sequences.descendingIterator();
        while (newestFirst.hasNext()) {
            long sequence = newestFirst.next();
            if (sequence < from) {
                break;
            }
            found.addFirst(sequence);
            if (found.size() > most) {
                found.removeLast();
            }
        }
        return new ArrayList<>(found);
    }
}
