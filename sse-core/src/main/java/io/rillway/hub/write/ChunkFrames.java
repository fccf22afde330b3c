// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Exclusion;
import io.rillway.hub.port.LogEntry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The frames of a chunk while it grows. */
final class ChunkFrames {

    private final Cut cut;
    private final Instant now;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private Set<Exclusion> exclusions = Set.of();
    private int bytes;
    private int conflated;
    private int expired;
    private long last;
    private @Nullable Instant since;

    ChunkFrames(Cut cut, Instant now) {
        this.cut = cut;
        this.now = now;
    }

    boolean hasRoom() {
        return bytes < cut.key().format().bytes();
    }

    void add(LogEntry entry) {
        Exclusion exclude = entry.event().exclude();
        if (exclude != null && cut.leftOut().test(exclude)) {
            return;
        }
        if (entry.isExpired(now)) {
            expired++;
        } else if (cut.superseded().test(entry)) {
            conflated++;
        } else {
            take(entry, exclude);
        }
    }

    private void take(LogEntry entry, @Nullable Exclusion exclude) {
        if (exclude != null) {
            exclusions = exclusions.isEmpty() ? new HashSet<>() : exclusions;
            exclusions.add(exclude);
        }
        ByteBuffer frame = entry.frame(cut.key().format().envelope());
        parts.add(frame);
        bytes += frame.remaining();
        last = entry.sequence();
        since = since == null ? entry.at() : since;
    }

    Chunk chunk(long upTo, long lost) {
        return new Chunk(
                joined(), last, upTo, exclusions, lost, new Chunk.Counts(parts.size(), conflated, expired, since));
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
