// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.Compaction;
import io.rillway.hub.log.disk.LostPlaces;
import io.rillway.hub.log.disk.Segment;
import io.rillway.hub.log.disk.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the files of a log in proportion to what is kept: deletes those of which nothing is, and where topics have bounds of
 * their own, rewrites those of which little is. Owned by the committer.
 */
final class Tidying {

    private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

    private static final int SPARE_SEGMENTS = 4;
    private static final int GROUP_SEGMENTS = 2;

    private final Segments segments;
    private final Shelves shelves;
    private final long segmentBytes;
    private final LostPlaces places;
    private final Compaction compaction;
    private final List<Segment> condemned = new ArrayList<>();
    private long next;
    private boolean hasFailed;

    Tidying(Path folder, Segments segments, Shelves shelves, long segmentBytes) {
        this.segments = segments;
        this.shelves = shelves;
        this.segmentBytes = segmentBytes;
        this.places = new LostPlaces(folder);
        this.compaction = new Compaction(
                folder, segments, stored -> shelves.keeps(stored.body().event(), stored.sequence()));
    }

    LostPlaces places() {
        return places;
    }

    void tidy() {
        List<Segment> list = segments.list();
        for (int i = 0; i < list.size() - 1 && list.get(i).last() < shelves.first(); i++) {
            segments.remove(list.get(i));
            condemn(list.get(i));
        }
        if (!shelves.isSingle() && isTooMuch()) {
            compact();
        }
        condemned.removeIf(Tidying::isDeleted);
    }

    private boolean isTooMuch() {
        long bytes = segments.list().stream().mapToLong(Segment::end).sum();
        return bytes > 2 * shelves.bytes() + SPARE_SEGMENTS * segmentBytes;
    }

    private void compact() {
        List<Segment> group = group();
        if (group.isEmpty()) {
            return;
        }
        try {
            places.write(shelves.lostPlaces());
            compaction.run(group);
            group.forEach(this::condemn);
            hasFailed = false;
        } catch (IOException e) {
            if (!hasFailed) {
                LOG.error("The log cannot be compacted", e);
            }
            hasFailed = true;
        }
    }

    /** Neighbours of one epoch, from where the last group ended; at the end it begins again. */
    private List<Segment> group() {
        List<Segment> list = segments.list();
        List<Segment> group = new ArrayList<>();
        long bytes = 0;
        for (Segment segment : list.subList(0, list.size() - 1)) {
            boolean isNeighbour = group.isEmpty()
                    ? segment.name().base() >= next
                    : segment.name().epoch() == group.get(0).name().epoch() && bytes < GROUP_SEGMENTS * segmentBytes;
            if (isNeighbour) {
                group.add(segment);
                bytes += segment.end();
            } else if (!group.isEmpty()) {
                break;
            }
        }
        next = group.isEmpty() ? 0 : group.get(group.size() - 1).name().base() + 1;
        return group;
    }

    private void condemn(Segment segment) {
        condemned.add(segment);
        try {
            segment.close();
        } catch (IOException e) {
            LOG.warn("{}: cannot be closed", segment.path(), e);
        }
    }

    /** Where a file cannot be deleted while somebody reads it, it is tried again later. */
    private static boolean isDeleted(Segment segment) {
        try {
            Files.deleteIfExists(segment.path());
            return true;
        } catch (IOException e) {
            LOG.debug("{}: cannot be deleted yet", segment.path(), e);
            return false;
        }
    }
}
