// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What is kept of the topics that share bounds, with the index of these topics. One thread at a time writes; any thread
 * reads.
 */
final class Shelf {

    private static final int LEAST_SWEEP = 1024;

    private final Bounds bounds;
    private final Map<String, Postings> postings = new ConcurrentHashMap<>();

    // Of the one who writes.
    private final Holdings holdings = new Holdings();
    private int droppedSinceSweep;

    // Written by the one who writes, read by all: the last sequence that is not kept any more.
    private volatile long lost;

    Shelf(Bounds bounds) {
        this.bounds = bounds;
    }

    long lost() {
        return lost;
    }

    /** Says that nothing up to a sequence is kept. */
    void lose(long sequence) {
        lost = Math.max(lost, sequence);
    }

    long bytes() {
        return holdings.bytes();
    }

    void index(String topic, long sequence) {
        postings.computeIfAbsent(topic, path -> new Postings()).add(sequence);
    }

    void count(long sequence, Instant at, int bytes) {
        holdings.add(sequence, at.toEpochMilli(), bytes);
    }

    /** Drops the oldest until the bounds are kept, and tells which; only age can drop the newest. */
    void evict(Instant now, LongConsumer dropped) {
        while (holdings.count() > 0 && isTooMuch(now)) {
            long sequence = holdings.drop();
            lost = sequence;
            droppedSinceSweep++;
            dropped.accept(sequence);
        }
        if (droppedSinceSweep >= Math.max(LEAST_SWEEP, postings.size())) {
            sweep();
        }
    }

    private boolean isTooMuch(Instant now) {
        return holdings.count() > bounds.maxEvents()
                || (holdings.bytes() > bounds.maxBytes() && holdings.count() > 1)
                || Duration.between(Instant.ofEpochMilli(holdings.oldestMillis()), now)
                                .compareTo(bounds.maxAge())
                        > 0;
    }

    private void sweep() {
        droppedSinceSweep = 0;
        long to = lost;
        for (String topic : postings.keySet()) {
            postings.computeIfPresent(topic, (path, list) -> list.removeUpTo(to) ? null : list);
        }
    }

    /** {@return the first sequences about a topic from one on} */
    Stream<Long> find(String topic, long from, int most) {
        Postings list = postings.get(topic);
        return list == null ? Stream.empty() : list.from(Math.max(from, lost + 1), most).stream();
    }

    /** {@return the last sequences about a topic up to one} */
    Stream<Long> findLast(String topic, long to, int most) {
        Postings list = postings.get(topic);
        long first = lost + 1;
        List<Long> found = list == null ? List.of() : list.upTo(to, most);
        return found.stream().filter(sequence -> sequence >= first);
    }
}
