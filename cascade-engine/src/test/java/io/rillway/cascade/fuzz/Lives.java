// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalSource;
import java.util.concurrent.atomic.AtomicReference;

/** The journals of engines that follow each other over the same store; the present one can be cut off. */
public final class Lives {

    private final JournalSource store;
    private final AtomicReference<CutJournal> present = new AtomicReference<>();

    private Lives(JournalSource store) {
        this.store = store;
    }

    /** Lives over a store that opens with all that the journals before have written. */
    public static Lives over(JournalSource store) {
        return new Lives(store);
    }

    /** The next engine's journal. */
    Journal open() {
        CutJournal next = new CutJournal(store.open());
        present.set(next);
        return next;
    }

    /** What the present engine writes from now on is lost, as if it had been killed. */
    void cut() {
        CutJournal journal = present.get();
        if (journal != null) {
            journal.cut();
        }
    }
}
