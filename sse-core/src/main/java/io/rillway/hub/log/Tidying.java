// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.Compaction;
import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.log.disk.LostPlaces;
import io.rillway.hub.log.disk.Segment;
import io.rillway.hub.log.disk.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    private final Path folder;
    private final Disk disk;
    private final Segments segments;
    private final Shelves shelves;
    private final long segmentBytes;
    private final LostPlaces places;
    private final Deque<Segment> condemned = new ArrayDeque<>();
    private long next;
    private List<Segment> failed = List.of();

    Tidying(SegmentLog.Settings settings, Segments segments, Shelves shelves) {
        this.folder = settings.folder();
        this.disk = settings.disk();
        this.segments = segments;
        this.shelves = shelves;
        this.segmentBytes = settings.segmentBytes();
        this.places = new LostPlaces(folder, disk);
    }

    LostPlaces places() {
        return places;
    }

    void tidy() {
        dropUnused();
        // What has failed is tried again with the next segment, not with each commit.
        if (!shelves.isSingle() && isTooMuch() && segments.list() != failed) {
            compact();
        }
        // In order, so that whatever is left after a crash has no holes.
        while (!condemned.isEmpty() && isDeleted(condemned.getFirst())) {
            condemned.removeFirst();
        }
    }

    /** Drops segments of which nothing is kept, from the front, and those in which nothing could ever be written. */
    private void dropUnused() {
        boolean isFront = true;
        for (Segment segment : written()) {
            isFront &= segment.last() < shelves.first();
            if (isFront || segment.isEmpty()) {
                segments.remove(segment);
                condemn(segment);
            }
        }
    }

    /** {@return the segments behind which another is} */
    private List<Segment> written() {
        List<Segment> list = segments.list();
        return list.subList(0, Math.max(0, list.size() - 1));
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
            // Before anything is gone it is said for good what is not kept, and what was damaged.
            compaction().run(group, () -> places.write(shelves.places()));
            group.forEach(this::condemn);
        } catch (IOException e) {
            LOG.error("The log cannot be compacted", e);
            failed = segments.list();
        }
    }

    private Compaction compaction() {
        return new Compaction(
                folder, disk, segments, stored -> shelves.keeps(stored.body().event(), stored.sequence()));
    }

    /** Neighbours of one epoch, from where the last group ended; at the end it begins again. */
    private List<Segment> group() {
        List<Segment> group = new ArrayList<>();
        long bytes = 0;
        for (Segment segment : written()) {
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
    private boolean isDeleted(Segment segment) {
        try {
            disk.delete(segment.path());
            return true;
        } catch (IOException e) {
            LOG.debug("{}: cannot be deleted yet", segment.path(), e);
            return false;
        }
    }
}
