// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Exclusion;
import io.rillway.events.json.Envelope;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.SelectionKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of what a selection picks. A chunk ends at a bound of bytes, which its last frame may exceed, or of entries
 * looked at, so that no subscriber takes more than its turn.
 */
final class ChunkReader {

    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_ENTRIES = 4096;
    private static final int PAGE = 64;

    private final EventLog log;
    private final InstantSource clock;

    ChunkReader(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** {@return what a selection picks from the log after one place and up to another, but for some} */
    Chunk read(SelectionKey key, long after, long upTo, Predicate<Exclusion> leftOut) {
        Frames frames = new Frames(key.envelope(), clock.instant(), leftOut);
        List<String> topics = key.exactTopics();
        long most = Math.min(upTo, after + MOST_ENTRIES);
        long at = after;
        while (at < (topics.isEmpty() ? most : upTo) && frames.hasRoom()) {
            at = topics.isEmpty() ? scan(key, at, most, frames) : find(key, topics, at, upTo, frames);
        }
        // Asked after reading: whatever was evicted before or meanwhile shows.
        return frames.chunk(at, log.kept(key.selectors()).lost());
    }

    /** {@return what is among entries that a selection has picked, after one place and up to another, but for some} */
    Chunk pick(SelectionKey key, List<LogEntry> picked, long after, long upTo, Predicate<Exclusion> leftOut) {
        Frames frames = new Frames(key.envelope(), clock.instant(), leftOut);
        for (LogEntry entry : picked) {
            if (entry.sequence() > after) {
                frames.add(entry);
                if (!frames.hasRoom()) {
                    return frames.chunk(entry.sequence(), 0);
                }
            }
        }
        return frames.chunk(upTo, 0);
    }

    /** Takes a page of the log; {@return how far it looked} */
    private long scan(SelectionKey key, long after, long upTo, Frames frames) {
        List<LogEntry> page = log.read(after + 1, (int) Math.min(PAGE, upTo - after));
        for (LogEntry entry : page) {
            if (entry.sequence() <= upTo && key.takes(entry)) {
                frames.add(entry);
                if (!frames.hasRoom()) {
                    return entry.sequence();
                }
            }
        }
        return page.isEmpty() ? upTo : Math.min(upTo, page.get(page.size() - 1).sequence());
    }

    /** Takes a page of what the log's index has; {@return how far it looked} */
    private long find(SelectionKey key, List<String> topics, long after, long upTo, Frames frames) {
        List<Long> found = log.find(topics, after + 1, PAGE);
        for (long sequence : found) {
            if (sequence > upTo) {
                return upTo;
            }
            log.read(sequence, 1).stream()
                    .filter(entry -> entry.sequence() == sequence && key.passes(entry))
                    .forEach(frames::add);
            if (!frames.hasRoom()) {
                return sequence;
            }
        }
        return found.size() < PAGE ? upTo : found.get(found.size() - 1);
    }

    /** The frames of a chunk while it grows. */
    private static final class Frames {
        private final Envelope envelope;
        private final Instant now;
        private final Predicate<Exclusion> leftOut;
        private final List<ByteBuffer> parts = new ArrayList<>();
        private Set<Exclusion> exclusions = Set.of();
        private int bytes;
        private long last;

        Frames(Envelope envelope, Instant now, Predicate<Exclusion> leftOut) {
            this.envelope = envelope;
            this.now = now;
            this.leftOut = leftOut;
        }

        boolean hasRoom() {
            return bytes < MOST_BYTES;
        }

        void add(LogEntry entry) {
            Exclusion exclude = entry.event().exclude();
            if (entry.isExpired(now) || (exclude != null && leftOut.test(exclude))) {
                return;
            }
            if (exclude != null) {
                exclusions = exclusions.isEmpty() ? new HashSet<>() : exclusions;
                exclusions.add(exclude);
            }
            ByteBuffer frame = entry.frame(envelope);
            parts.add(frame);
            bytes += frame.remaining();
            last = entry.sequence();
        }

        Chunk chunk(long upTo, long lost) {
            return new Chunk(joined(), last, upTo, exclusions, lost);
        }

        private @Nullable ByteBuffer joined() {
            if (parts.size() <= 1) {
                return parts.isEmpty() ? null : parts.get(0);
            }
            ByteBuffer all = ByteBuffer.allocate(bytes);
            parts.forEach(all::put);
            return all.flip().asReadOnlyBuffer();
        }
    }
}
