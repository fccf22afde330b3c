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
     * Puts one segment in the place of others.
     *
     * @param others neighbours
     * @param one what is kept of them
     */
    void replace(List<Segment> others, Segment one) {
        List<Segment> less = new ArrayList<>(list);
        less.add(less.indexOf(others.get(0)), one);
        less.removeAll(others);
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
        while (true) {
            List<Segment> now = list;
            try {
                return read(now, from, upTo, most);
            } catch (IOException e) {
                throwUnlessChanged(now, e);
            }
        }
    }

    private List<Stored> read(List<Segment> segments, long from, long upTo, int most) throws IOException {
        Page page = new Page(most);
        for (int i = at(segments, from); i < segments.size() && !page.isFull(); i++) {
            if (segments.get(i).name().base() > upTo) {
                break;
            }
            segments.get(i).read(from, upTo, page);
        }
        if (page.lost() > 0) {
            lose(page.lost());
        }
        return page.records();
    }

    /** Says that something up to a sequence cannot be read. */
    void lose(long sequence) {
        lost.accept(sequence);
    }

    /** Whoever finds no file because a segment has been removed or replaced meanwhile looks again. */
    private void throwUnlessChanged(List<Segment> before, IOException e) throws IOException {
        if (list == before) {
            throw e;
        }
    }

    /**
     * {@return the first sequence of a time or a later one, 0 if there is none}
     *
     * @param time the time
     * @throws IOException if it cannot be read
     */
    public long since(Instant time) throws IOException {
        while (true) {
            List<Segment> now = list;
            try {
                return since(now, time);
            } catch (IOException e) {
                throwUnlessChanged(now, e);
            }
        }
    }

    private static long since(List<Segment> segments, Instant time) throws IOException {
        for (Segment segment : segments) {
            long found = segment.since(time);
            if (found > 0) {
                return found;
            }
        }
        return 0;
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
