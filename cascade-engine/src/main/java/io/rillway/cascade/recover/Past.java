// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.recover;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.Journal.Placed;
import java.util.List;

/**
 * What an earlier life of the engine left in its journal.
 *
 * @param cascades every cascade that is remembered, in the order of their admission
 * @param moments when resources were started and jobs have ended, in their order
 */
public record Past(List<Chronicle> cascades, List<Moment> moments) {

    private static final int PAGE = 1000;

    public Past {
        cascades = List.copyOf(cascades);
        moments = List.copyOf(moments);
    }

    /**
     * The last time that something happened to a resource.
     *
     * @param resourceId the resource
     * @param what what happened
     */
    public record Moment(String resourceId, What what) {

        /** What can have happened. */
        public enum What {
            /** It was ordered to start. */
            STARTED,
            /** A step that started it ended well. */
            ENDED_WELL
        }
    }

    /** Reads a journal from its beginning. */
    public static Past of(Journal journal) {
        Reading reading = new Reading();
        long position = 0;
        for (List<Placed> page = journal.readAfter(0, PAGE);
                !page.isEmpty();
                page = journal.readAfter(position, PAGE)) {
            page.forEach(placed -> reading.take(placed.entry()));
            position = page.get(page.size() - 1).position();
        }
        return reading.past();
    }
}
