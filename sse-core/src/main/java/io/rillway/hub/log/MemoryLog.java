// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory, bounded by events, bytes and age: a ring that evicts the oldest. What a selector keeps for longer than the
 * ring is put aside.
 */
public final class MemoryLog implements EventLog {

    private static final int MOST = Integer.MAX_VALUE - 8;

    private final String epoch = EventId.newEpoch();
    private final InstantSource clock;
    private final Shelves shelves;
    private final Keys keys = new Keys();

    // Writers hold the lock; readers go by the ring's volatile ends.
    private final ReentrantLock lock = new ReentrantLock();
    private final Ring ring;
    private final ConcurrentNavigableMap<Long, LogEntry> aside = new ConcurrentSkipListMap<>();

    private volatile Runnable told = () -> {};

    /**
     * An empty log.
     *
     * @param bounds what it keeps
     * @param clock the time of publication
     */
    public MemoryLog(Bounds bounds, InstantSource clock) {
        this(bounds, Map.of(), clock);
    }

    /**
     * An empty log.
     *
     * @param bounds what it keeps of what no selector picks
     * @param retain what it keeps of what a selector picks; the first that does counts
     * @param clock the time of publication
     */
    public MemoryLog(Bounds bounds, Map<TopicSelector, Bounds> retain, InstantSource clock) {
        this.clock = clock;
        this.shelves = new Shelves(bounds, retain);
        // One more than is kept, so that the oldest is evicted after the newest has come.
        this.ring = new Ring((int) Math.min(MOST, bounds.maxEvents() + 1L), 1);
    }

    @Override
    public void onCommit(Runnable told) {
        this.told = told;
    }

    @Override
    public Receipt append(Event event, byte[] payload, @Nullable String key) {
        String id = keep(event, payload, key);
        told.run();
        return Receipt.of(id);
    }

    private String keep(Event event, byte[] payload, @Nullable String key) {
        lock.lock();
        try {
            Instant now = clock.instant();
            evict(now);
            OptionalLong kept = key == null ? OptionalLong.empty() : keys.find(key);
            return id(kept.isPresent() ? kept.getAsLong() : add(event, payload, key, now));
        } finally {
            lock.unlock();
        }
    }

    private long add(Event event, byte[] payload, @Nullable String key, Instant now) {
        long sequence = ring.last() + 1;
        LogEntry entry = new LogEntry(sequence, id(sequence), event, now, payload);
        shelves.add(event, sequence, now, payload.length);
        if (key != null) {
            keys.add(key, sequence, shelves.of(event));
        }
        if (ring.isFull()) {
            putAside(ring.first());
        }
        ring.add(entry);
        evict(now);
        return sequence;
    }

    private void putAside(long sequence) {
        LogEntry entry = ring.get(sequence);
        if (entry != null) {
            aside.put(sequence, entry);
        }
        ring.remove(sequence);
    }

    private void evict(Instant now) {
        shelves.evict(now, this::drop);
    }

    private void drop(long sequence) {
        LogEntry entry = get(sequence);
        if (entry != null && !shelves.keeps(entry.event(), sequence)) {
            ring.remove(sequence);
            aside.remove(sequence);
        }
    }

    private @Nullable LogEntry get(long sequence) {
        LogEntry entry = ring.get(sequence);
        return entry == null && !aside.isEmpty() ? aside.get(sequence) : entry;
    }

    @Override
    public long last() {
        return ring.last();
    }

    @Override
    public long first() {
        return shelves.first();
    }

    @Override
    public Kept kept(List<TopicSelector> selectors) {
        return shelves.kept(selectors);
    }

    @Override
    public List<LogEntry> read(long from, int most) {
        long last = ring.last();
        long first = ring.first();
        long at = Math.max(from, first);
        List<LogEntry> entries = new ArrayList<>((int) Math.max(0, Math.min(most, last - at + 1)));
        if (from < first && !aside.isEmpty()) {
            aside.subMap(from, first).values().stream().limit(most).forEach(entries::add);
        }
        for (; at <= last && entries.size() < most; at++) {
            LogEntry entry = get(at);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @Override
    public List<Long> find(List<String> topics, long from, int most) {
        return shelves.find(topics, from, ring.last(), most);
    }

    @Override
    public List<Long> findLast(List<String> topics, long to, int most) {
        return shelves.findLast(topics, Math.min(to, ring.last()), most);
    }

    @Override
    public long firstSince(Instant time) {
        for (LogEntry entry : aside.values()) {
            if (!entry.at().isBefore(time)) {
                return entry.sequence();
            }
        }
        return ring.since(time);
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
            evict(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}
}
