// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Exclusion;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.SelectionKey;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads ranges of the log as chunks; a chunk has one frame at least if there is any, and else ends at a bound of bytes. */
final class ChunkReader {

    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_ENTRIES = 1024;

    private final EventLog log;
    private final InstantSource clock;

    ChunkReader(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** {@return what a selection picks after one place and up to another, nobody left out} */
    Chunk read(SelectionKey key, long after, long upTo) {
        return read(key, after, upTo, exclusion -> false);
    }

    /** {@return the same, without what leaves this subscriber out} */
    Chunk read(SelectionKey key, long after, long upTo, String principal, String connection) {
        return read(key, after, upTo, exclusion -> leavesOut(exclusion, principal, connection));
    }

    private Chunk read(SelectionKey key, long after, long upTo, Predicate<Exclusion> leftOut) {
        List<LogEntry> picked = new ArrayList<>();
        long scannedTo = scan(key, after, upTo, picked);
        if (log.first() > after + 1) {
            return Chunk.EVICTED;
        }
        Frames frames = new Frames();
        var now = clock.instant();
        for (LogEntry entry : picked) {
            Exclusion exclude = entry.event().exclude();
            frames.forAll &= exclude == null;
            if (!entry.isExpired(now) && (exclude == null || !leftOut.test(exclude))) {
                frames.add(entry, entry.frame(key.envelope()));
                if (frames.bytes >= MOST_BYTES) {
                    return frames.chunk(entry.sequence());
                }
            }
        }
        return frames.chunk(scannedTo);
    }

    /** Collects what the key takes; {@return how far it looked} */
    private long scan(SelectionKey key, long after, long upTo, List<LogEntry> picked) {
        List<String> topics = upTo - after > MOST_ENTRIES ? key.exactTopics() : List.of();
        if (!topics.isEmpty()) {
            List<Long> found = log.find(topics, after + 1, MOST_ENTRIES);
            found.stream()
                    .filter(sequence -> sequence <= upTo)
                    .flatMap(sequence -> log.read(sequence, 1).stream())
                    .filter(key::passes)
                    .forEach(picked::add);
            return found.size() < MOST_ENTRIES ? upTo : Math.min(upTo, found.get(found.size() - 1));
        }
        List<LogEntry> entries = log.read(after + 1, (int) Math.min(MOST_ENTRIES, upTo - after));
        entries.stream().filter(key::takes).forEach(picked::add);
        return entries.size() < MOST_ENTRIES
                ? upTo
                : entries.get(entries.size() - 1).sequence();
    }

    private static boolean leavesOut(Exclusion exclusion, String principal, String connection) {
        if (exclusion instanceof Exclusion.Principal left) {
            return left.name().equals(principal);
        }
        return ((Exclusion.Connection) exclusion).id().equals(connection);
    }

    /** The frames of a chunk while it grows. */
    private static final class Frames {
        private final List<ByteBuffer> parts = new ArrayList<>();
        private int bytes;
        private long last;
        private boolean forAll = true;

        void add(LogEntry entry, ByteBuffer frame) {
            parts.add(frame);
            bytes += frame.remaining();
            last = entry.sequence();
        }

        Chunk chunk(long upTo) {
            return new Chunk(joined(), last, upTo, forAll, false);
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
