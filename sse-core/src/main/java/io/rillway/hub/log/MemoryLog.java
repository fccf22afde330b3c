// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.events.Event;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log in memory, bounded by events, bytes and age: a ring that evicts the oldest. */
public final class MemoryLog implements EventLog {

    /**
     * What a log in memory keeps.
     *
     * @param maxEvents the most events
     * @param maxBytes the most bytes of payloads
     * @param maxAge the greatest age
     */
    public record Bounds(int maxEvents, long maxBytes, Duration maxAge) {}

    private final String epoch = EventId.newEpoch();
    private final Bounds bounds;
    private final InstantSource clock;
    private final Ring ring;
    private final Map<String, Postings> postings = new ConcurrentHashMap<>();

    // Writers hold the lock; readers go by the ring's volatile ends.
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LogEntry> byKey = new HashMap<>();
    private final Map<Long, String> keys = new HashMap<>();
    private long bytes;
    private Instant newest = Instant.MIN;

    // Written under the lock, read by any thread: the last entry that is older than one before it.
    private volatile long steppedBack;

    private volatile Runnable told = () -> {};

    /**
     * An empty log.
     *
     * @param bounds what it keeps
     * @param clock the time of publication
     */
    public MemoryLog(Bounds bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
        this.ring = new Ring(bounds.maxEvents());
    }

    @Override
    public void onCommit(Runnable told) {
        this.told = told;
    }

    @Override
    public Receipt append(Event event, byte[] payload, @Nullable String key) {
        LogEntry entry = keep(event, payload, key);
        told.run();
        return Receipt.of(entry);
    }

    private LogEntry keep(Event event, byte[] payload, @Nullable String key) {
        lock.lock();
        try {
            evict(clock.instant(), 0, 0);
            LogEntry kept = key == null ? null : byKey.get(key);
            return kept != null ? kept : add(event, payload, key);
        } finally {
            lock.unlock();
        }
    }

    private LogEntry add(Event event, byte[] payload, @Nullable String key) {
        Instant now = clock.instant();
        evict(now, 1, payload.length);
        long sequence = ring.last() + 1;
        LogEntry entry = new LogEntry(sequence, id(sequence), event, now, payload);
        if (now.isBefore(newest)) {
            steppedBack = sequence;
        } else {
            newest = now;
        }
        for (Topic topic : event.topics()) {
            postings.computeIfAbsent(topic.path(), path -> new Postings()).add(sequence);
        }
        if (key != null) {
            byKey.put(key, entry);
            keys.put(sequence, key);
        }
        bytes += payload.length;
        ring.add(entry);
        return entry;
    }

    /** Makes room for so many events and bytes; the newest entry always finds room. */
    private void evict(Instant now, int events, long moreBytes) {
        LogEntry oldest = ring.oldest();
        while (oldest != null
                && (ring.size() + events > bounds.maxEvents()
                        || bytes + moreBytes > bounds.maxBytes()
                        || Duration.between(oldest.at(), now).compareTo(bounds.maxAge()) > 0)) {
            drop(oldest);
            oldest = ring.oldest();
        }
    }

    private void drop(LogEntry oldest) {
        ring.removeOldest();
        bytes -= oldest.payloadBytes();
        for (Topic topic : oldest.event().topics()) {
            postings.computeIfPresent(topic.path(), (path, list) -> list.removeFirst(oldest.sequence()) ? null : list);
        }
        String key = keys.remove(oldest.sequence());
        if (key != null) {
            byKey.remove(key);
        }
    }

    @Override
    public long last() {
        return ring.last();
    }

    @Override
    public long first() {
        return ring.first();
    }

    @Override
    public Kept kept(List<TopicSelector> selectors) {
        long first = ring.first();
        return new Kept(first, first);
    }

    @Override
    public List<LogEntry> read(long from, int most) {
        long last = ring.last();
        long first = Math.max(from, ring.first());
        List<LogEntry> entries = new ArrayList<>((int) Math.max(0, Math.min(most, last - first + 1)));
        for (long at = first; at <= last && entries.size() < most; at++) {
            LogEntry entry = ring.get(at);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Override
    public List<Long> find(List<String> topics, long from, int most) {
        long last = ring.last();
        return merged(topics, list -> list.from(from, most))
                .filter(sequence -> sequence <= last)
                .limit(most)
                .toList();
    }

    @Override
    public List<Long> findLast(List<String> topics, long to, int most) {
        long last = Math.min(to, ring.last());
        List<Long> found = merged(topics, list -> list.upTo(last, most)).toList();
        return found.subList(Math.max(0, found.size() - most), found.size());
    }

    private Stream<Long> merged(List<String> topics, Function<Postings, List<Long>> part) {
        return topics.stream()
                .map(postings::get)
                .filter(list -> list != null)
                .flatMap(list -> part.apply(list).stream())
                .sorted()
                .distinct();
    }

    @Override
    public long firstSince(Instant time) {
        return steppedBack > ring.first() ? scanSince(time) : searchSince(time);
    }

    /** Where the clock was set back, the entries are not in order of time. */
    private long scanSince(Instant time) {
        long at = ring.first();
        while (at <= ring.last()) {
            LogEntry entry = ring.get(at);
            if (entry != null && !entry.at().isBefore(time)) {
                return at;
            }
            at++;
        }
        return at;
    }

    private long searchSince(Instant time) {
        long low = ring.first();
        long high = ring.last() + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            LogEntry entry = ring.get(middle);
            if (entry == null || entry.at().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public String id(long sequence) {
        return EventId.of(epoch, sequence);
    }

    @Override
    public OptionalLong sequence(String id) {
        return EventId.sequence(epoch, id);
    }

    @Override
    public boolean isForeign(String id) {
        return EventId.isForeign(epoch, id);
    }

    @Override
    public void expire() {
        lock.lock();
        try {
            evict(clock.instant(), 0, 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}
}
