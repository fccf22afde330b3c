// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.recover;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.Admitted;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.journal.JournalEntry.StepBegun;
import io.rillway.cascade.journal.JournalEntry.StepDone;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.recover.Past.Moment;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts entries together, one after another. Of one thread. */
final class Reading {

    private final Map<String, Chronicle> cascades = new LinkedHashMap<>();

    // Each moment once, where it was last.
    private final Set<Moment> moments = new LinkedHashSet<>();

    void take(JournalEntry entry) {
        if (entry instanceof Admitted first) {
            cascades.put(first.cascadeId(), Chronicle.of(first));
        } else if (entry instanceof OfCascade next) {
            apply(next);
        }
        if (entry instanceof StepBegun begun && begun.mark().action() == Action.START) {
            add(new Moment(begun.resourceId(), Moment.What.STARTED));
        } else if (entry instanceof StepDone done && done.mark().action() == Action.START) {
            add(new Moment(done.resourceId(), Moment.What.ENDED_WELL));
        }
    }

    /** Entries may be left of a cascade whose beginning is forgotten; they mean nothing any more. */
    private void apply(OfCascade next) {
        Chronicle chronicle = cascades.get(next.cascadeId());
        if (chronicle != null) {
            chronicle.apply(next);
        }
    }

    private void add(Moment moment) {
        moments.remove(moment);
        moments.add(moment);
    }

    Past past() {
        return new Past(List.copyOf(cascades.values()), List.copyOf(moments));
    }
}
