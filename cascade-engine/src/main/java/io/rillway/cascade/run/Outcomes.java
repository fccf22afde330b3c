// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.JournalEntry.Cancelled;
import io.rillway.cascade.journal.JournalEntry.Ended;
import io.rillway.cascade.journal.JournalEntry.Failed;
import io.rillway.cascade.model.CascadeOutcome;

/** What the end of a cascade in the journal means to those who wait for it. */
final class Outcomes {

    private Outcomes() {}

    static CascadeOutcome of(Ended end) {
        if (end instanceof Failed failed) {
            return new CascadeOutcome.Failed(failed.step(), failed.error());
        }
        return end instanceof Cancelled cancelled
                ? new CascadeOutcome.Cancelled(cancelled.error())
                : new CascadeOutcome.Completed();
    }
}
