// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** The segments of a log, in order. One thread changes the list; any thread reads. */
public final class Segments {

    private final Path folder;
    private final LongConsumer lost;
    private final LongAdder bytesRead = new LongAdder();
    private volatile List<Segment> list = List.of();

    /**
     * No segments yet.
     *
     * @param folder where they are
     * @param lost is told the last sequence of what turns out to be unreadable
     */
    public Segments(Path folder, LongConsumer lost) {
        this.folder = folder;
        this.lost = lost;
    }

    /** {@return the segments} */
    public List<Segment> list() {
        return list;
    }

    /** {@return how many bytes have been read so far} */
    public long bytesRead() {
        return bytesRead.sum();
    }

    /**
     * {@return a segment of a name, not in the list yet}
     *
     * @param name the name
     */
    public Segment named(SegmentName name) {
        return new Segment(folder, name, bytesRead);
    }

    /**
     * Adds a segment behind all others.
     *
     * @param segment the segment
     */
    public void add(Segment segment) {
        List<Segment> more = new ArrayList<>(list);
        more.add(segment);
        list = List.copyOf(more);
    }

    /**
     * Takes a segment out; whoever reads it may go on doing so.
     *
     * @param segment the segment
     */
    public void remove(Segment segment) {
        List<Segment> less = new ArrayList<>(list);
        less.remove(segment);
        list = List.copyOf(less);
    }

    /**
     * {@return records in order from one sequence to another, some at least if there are any}
     *
     * @param from the least sequence
     * @param upTo the greatest sequence
     * @param most the most records
     * @throws IOException if they cannot be read
     */
    public List<Stored> read(long from, long upTo, int most) throws IOException {
        List<Segment> now = list;
        Page page = new Page(most);
        for (int i = at(now, from);
                i < now.size() && !page.isFull() && now.get(i).name().base() <= upTo;
                i++) {
            read(now.get(i), from, upTo, page);
        }
        if (page.lost() > 0) {
            lost.accept(page.lost());
        }
        return page.records();
    }

    /** Whoever finds no file because the segment has been removed meanwhile goes on behind it. */
    private void read(Segment segment, long from, long upTo, Page page) throws IOException {
        try {
            segment.read(from, upTo, page);
        } catch (IOException e) {
            if (list.contains(segment)) {
                throw e;
            }
        }
    }

    /**
     * {@return the first sequence of a time or a later one, 0 if there is none}
     *
     * @param time the time
     * @throws IOException if it cannot be read
     */
    public long since(Instant time) throws IOException {
        for (Segment segment : list) {
            long found = since(segment, time);
            if (found > 0) {
                return found;
            }
        }
        return 0;
    }

    private long since(Segment segment, Instant time) throws IOException {
        try {
            return segment.since(time);
        } catch (IOException e) {
            if (list.contains(segment)) {
                throw e;
            }
            return 0;
        }
    }

    /** {@return the index of the segment that has a sequence, or would have it} */
    private static int at(List<Segment> segments, long sequence) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).name().base() <= sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
