// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import io.rillway.cascade.journal.JournalEntry.Cancelled;
import io.rillway.cascade.journal.JournalEntry.Completed;
import io.rillway.cascade.journal.JournalEntry.Ended;
import io.rillway.cascade.journal.JournalEntry.Failed;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeStatus;
import java.util.List;
import java.util.Optional;

/** What the end of a cascade says. */
final class Endings {

    private Endings() {}

    static CascadeStatus status(Ended end) {
        if (end instanceof Failed) {
            return CascadeStatus.FAILED;
        }
        return end instanceof Cancelled ? CascadeStatus.CANCELLED : CascadeStatus.COMPLETED;
    }

    static Optional<Integer> failedStep(Ended end) {
        return end instanceof Failed failed && failed.step() > 0 ? Optional.of(failed.step()) : Optional.empty();
    }

    static Optional<CascadeError> error(Ended end) {
        if (end instanceof Failed failed) {
            return Optional.of(failed.error());
        }
        return end instanceof Cancelled cancelled ? Optional.of(cancelled.error()) : Optional.empty();
    }

    static List<String> proposed(Ended end) {
        return end instanceof Completed completed ? completed.proposed() : List.of();
    }
}
