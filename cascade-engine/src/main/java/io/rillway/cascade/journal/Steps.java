// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import io.rillway.cascade.journal.JournalEntry.OfStep;
import io.rillway.cascade.journal.JournalEntry.StepAbandoned;
import io.rillway.cascade.journal.JournalEntry.StepBegun;
import io.rillway.cascade.journal.JournalEntry.StepFailed;
import io.rillway.cascade.journal.JournalEntry.StepKept;
import io.rillway.cascade.journal.JournalEntry.StepRetried;
import io.rillway.cascade.journal.JournalEntry.StepSkipped;
import io.rillway.cascade.journal.JournalEntry.StepUndone;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.StepState;
import org.jspecify.annotations.Nullable;

/** Changed copies of a step's record. */
final class Steps {

    private Steps() {}

    static StepRecord pending(int number, Plan.Step step) {
        return new StepRecord(number, step.resourceId(), step.name(), StepState.PENDING, null, null, null, null);
    }

    static StepRecord numbered(StepRecord step, int number) {
        return new StepRecord(
                number,
                step.resourceId(),
                step.name(),
                step.state(),
                step.reason(),
                step.startedAt(),
                step.completedAt(),
                step.attempts());
    }

    /** The record of a step after what became of it. */
    static StepRecord after(OfStep entry, StepRecord step) {
        if (entry instanceof StepBegun) {
            return new StepRecord(
                    step.step(), step.resourceId(), step.name(), StepState.RUNNING, null, entry.at(), null, null);
        }
        if (entry instanceof StepRetried retried) {
            return again(step, retried.attempt());
        }
        return new StepRecord(
                step.step(),
                step.resourceId(),
                step.name(),
                state(entry, step),
                reason(entry, step),
                step.startedAt(),
                entry.at(),
                step.attempts());
    }

    private static StepRecord again(StepRecord step, int attempt) {
        return new StepRecord(
                step.step(),
                step.resourceId(),
                step.name(),
                step.state(),
                step.reason(),
                step.startedAt(),
                null,
                attempt);
    }

    private static StepState state(OfStep entry, StepRecord step) {
        if (entry instanceof StepUndone) {
            return step.state() == StepState.DONE ? StepState.ROLLED_BACK : step.state();
        }
        if (entry instanceof StepKept) {
            return step.state();
        }
        if (entry instanceof StepFailed) {
            return StepState.FAILED;
        }
        if (entry instanceof StepAbandoned) {
            return StepState.ABANDONED;
        }
        return entry instanceof StepSkipped ? StepState.SKIPPED : StepState.DONE;
    }

    private static @Nullable String reason(OfStep entry, StepRecord step) {
        if (entry instanceof StepKept kept && step.state() == StepState.DONE) {
            return kept.reason();
        }
        if (entry instanceof StepKept || entry instanceof StepUndone) {
            return step.reason();
        }
        if (entry instanceof StepFailed failed) {
            return failed.error().message();
        }
        if (entry instanceof StepAbandoned abandoned) {
            return abandoned.reason();
        }
        return entry instanceof StepSkipped skipped ? skipped.reason() : null;
    }
}
