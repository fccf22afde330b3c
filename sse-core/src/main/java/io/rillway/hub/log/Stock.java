// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.events.Event;
import io.rillway.hub.log.disk.LostPlaces.Places;
import io.rillway.hub.log.disk.RecordBody;
import io.rillway.hub.log.disk.Recovery;
import io.rillway.hub.log.disk.Segment;
import io.rillway.hub.log.disk.Segments;
import io.rillway.hub.log.disk.Stored;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.LogEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a log on disk has committed: the newest entries in a ring, all of them in segments, and what is known of each. The
 * committer writes; any thread reads.
 */
final class Stock implements Recovery.Found {

    private static final Logger LOG = LoggerFactory.getLogger(Stock.class);

    private static final int RECENT_EVENTS = 1 << 14;
    private static final long RECENT_BYTES = 16L << 20;

    private final Shelves shelves;
    private final Keys keys;
    private final Segments segments;
    private final Tidying tidying;
    private long recentBytes;
    private long lastLeftOut;

    // Written by the committer, read by all.
    private volatile Epochs epochs = Epochs.of("");
    private volatile Ring ring = new Ring(1, 1);

    Stock(SegmentLog.Settings settings, Shelves shelves, Keys keys) {
        this.shelves = shelves;
        this.keys = keys;
        this.segments = new Segments(settings.folder(), shelves::damage);
        this.tidying = new Tidying(settings, segments, shelves);
    }

    Segments segments() {
        return segments;
    }

    long last() {
        return ring.last();
    }

    Epochs epochs() {
        return epochs;
    }

    void epochs(Epochs epochs) {
        this.epochs = epochs;
    }

    @Override
    public void record(Stored stored) {
        keep(stored);
    }

    @Override
    public void missing(long to) {
        shelves.damage(to);
    }

    @Override
    public boolean isLeftOut(long to) {
        return to <= lastLeftOut;
    }

    /** Learns what was taken out of the middle before. */
    void prepare() throws IOException {
        Places places = tidying.places().read();
        lastLeftOut = places.lastEvicted();
        shelves.restore(places);
    }

    /** Goes on behind what was found. */
    void recovered(long last, Instant now) {
        ring = new Ring(RECENT_EVENTS, last + 1);
        if (!segments.list().isEmpty()) {
            shelves.lose(segments.list().get(0).name().base() - 1);
        }
        evict(now);
    }

    /** Adds what has been committed. */
    void add(List<Pending> batch) {
        for (Pending pending : batch) {
            LogEntry entry = pending.entry();
            keep(new Stored(entry.sequence(), entry.at(), pending.body(), pending.bytes()));
            recentBytes += entry.payloadBytes();
            while (ring.isFull() || (recentBytes > RECENT_BYTES && !ring.isEmpty())) {
                forgetOldest();
            }
            ring.add(entry);
        }
    }

    private void keep(Stored stored) {
        Event event = stored.body().event();
        String key = stored.body().key();
        shelves.add(event, stored.sequence(), stored.at(), stored.bytes());
        if (key != null) {
            keys.add(key, stored.sequence(), shelves.of(event));
        }
    }

    private void forgetOldest() {
        LogEntry oldest = ring.get(ring.first());
        recentBytes -= oldest == null ? 0 : oldest.payloadBytes();
        ring.remove(ring.first());
    }

    /** Drops what is too much, and tidies the files. */
    void evict(Instant now) {
        shelves.evict(now, sequence -> {});
        tidying.tidy();
    }

    List<LogEntry> read(long from, int most) {
        long last = ring.last();
        long at = Math.max(from, shelves.first());
        while (at <= last) {
            Ring now = ring;
            boolean isRecent = at >= now.first();
            List<LogEntry> entries = isRecent ? recent(now, at, last, most) : older(at, last, most);
            if (!entries.isEmpty()) {
                List<LogEntry> kept = kept(entries);
                if (!kept.isEmpty()) {
                    return kept;
                }
                at = entries.get(entries.size() - 1).sequence() + 1;
            } else if (!isRecent) {
                at = Math.max(at + 1, now.first());
            }
        }
        return List.of();
    }

    /** {@return what the ring has from one place on, as far as it is not forgotten meanwhile} */
    private static List<LogEntry> recent(Ring ring, long from, long last, int most) {
        List<LogEntry> entries = new ArrayList<>((int) Math.min(most, last - from + 1));
        for (long at = from; at <= last && entries.size() < most; at++) {
            LogEntry entry = ring.get(at);
            if (entry == null) {
                return entries;
            }
            entries.add(entry);
        }
        return entries;
    }

    private List<LogEntry> older(long from, long last, int most) {
        try {
            return segments.read(from, last, most).stream().map(this::entry).toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LogEntry entry(Stored stored) {
        RecordBody body = stored.body();
        String id = epochs.id(stored.sequence());
        return new LogEntry(stored.sequence(), id, body.event(), stored.at(), body.payload());
    }

    private List<LogEntry> kept(List<LogEntry> entries) {
        return shelves.isSingle()
                ? entries
                : entries.stream()
                        .filter(entry -> shelves.keeps(entry.event(), entry.sequence()))
                        .toList();
    }

    long firstSince(Instant time) {
        try {
            long found = segments.since(time);
            return Math.max(shelves.first(), found == 0 ? ring.last() + 1 : found);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static HubException unreadable(IOException cause) {
        HubException failure = new HubException(Reason.LOG_FAILED, "the log cannot be read: " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    /** Lets go of the files. */
    void close() {
        for (Segment segment : segments.list()) {
            try {
                segment.close();
            } catch (IOException e) {
                LOG.warn("{}: cannot be closed", segment.path(), e);
            }
        }
    }
}
