// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static java.util.Objects.requireNonNull;

import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.hub.port.Kept;
import io.rillway.hub.route.SelectionKey;
import io.rillway.hub.write.Tally.Count;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscriber's course through the log. Owned by the shard. */
final class Course {

    private static final long NOTHING = -1;

    private final Tally tally;
    private @Nullable Beginning beginning;
    private @Nullable Selection selection;
    private @Nullable Gap gap;
    private List<LiveEvent> state;
    private boolean live;
    private long cursor;
    private long told;
    long idOnWire;
    boolean conflating;
    private boolean caughtUp;
    private boolean waited;
    private long inFlightAt = NOTHING;

    /** What is known before it begins, and not needed after that. */
    private record Beginning(StartPlace start, SelectionKey key) {}

    Course(Opening opening, SelectionKey key, Tally tally) {
        StartPlace start = opening.start();
        this.beginning = new Beginning(start, key);
        this.state = opening.state();
        this.tally = tally;
        this.gap = start.gap();
        this.idOnWire = start.cursor();
        this.told = start.told();
        stand(start.cursor(), false);
    }

    StartPlace start() {
        return requireNonNull(beginning, "beginning").start();
    }

    /** {@return what it gets when it begins} */
    SelectionKey first() {
        return requireNonNull(beginning, "beginning").key();
    }

    /** Lets go of what was needed to begin. */
    void begun() {
        beginning = null;
    }

    boolean hasBegun() {
        return selection != null;
    }

    Selection selection() {
        return requireNonNull(selection, "selection");
    }

    /** {@return the place up to which it has been given everything, which counts as long as it is not live} */
    long cursor() {
        return cursor;
    }

    /** {@return whether it has everything that has been routed} */
    boolean isLive() {
        return live;
    }

    void belongTo(Selection selection) {
        this.selection = selection;
    }

    /** Stands at a place; who is live goes with the end. */
    void stand(long place, boolean live) {
        this.cursor = place;
        this.live = live;
        tally.cursor(place, live);
        if (live) {
            caughtUp = true;
            waited = false;
            conflating = false;
        }
    }

    /** Remembers up to which place everything had been routed when its last write was left in flight, if it was. */
    void leave(boolean inFlight, long seen) {
        inFlightAt = inFlight ? seen : NOTHING;
    }

    /** {@return whether more came while a write was in flight}, since it was up to date; a replay is nobody's fault. */
    boolean waited(long seen) {
        waited = waited || (caughtUp && inFlightAt != NOTHING && seen > inFlightAt);
        return waited;
    }

    /** {@return whether it has not been told of all that a chunk lacks} */
    boolean lacks(Chunk chunk) {
        return chunk.lost() > Math.max(cursor, told);
    }

    /** Goes on where something is kept behind a hole; several holes with nothing said between them are one. */
    void skip(Gap hole, Kept kept) {
        gap = gap == null ? hole : new Gap(gap.reason(), gap.from(), hole.to());
        stand(kept.before(), false);
        told = kept.lost();
        idOnWire = cursor;
    }

    /** {@return the hole that has to be told before anything else, which counts as told now} */
    @Nullable
    Gap takeGap() {
        Gap hole = gap;
        gap = null;
        tally.add(Count.GAPS, hole == null ? 0 : 1);
        return hole;
    }

    /** {@return how things stand, which has to be told before what comes next, and counts as told now} */
    List<LiveEvent> takeState() {
        List<LiveEvent> all = state;
        state = List.of();
        return all;
    }

    /** Stands where a chunk ends. */
    void move(Chunk chunk, long seen) {
        stand(chunk.upTo(), chunk.upTo() >= seen);
        idOnWire = Math.max(idOnWire, chunk.lastWritten());
        tally.add(Count.DELIVERED, chunk.counts().events());
        tally.add(Count.CONFLATED, chunk.counts().conflated());
        tally.add(Count.EXPIRED, chunk.counts().expired());
    }
}
