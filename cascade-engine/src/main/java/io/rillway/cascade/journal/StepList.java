// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of one cascade's record, and how many of them have ended well. */
final class StepList {

    private final List<StepRecord> steps = new ArrayList<>();
    private int completed;

    int size() {
        return steps.size();
    }

    int completed() {
        return completed;
    }

    List<StepRecord> copy() {
        return List.copyOf(steps);
    }

    void clear() {
        steps.clear();
        completed = 0;
    }

    /** Adds what the plan has more. */
    void add(List<Plan.Step> planned) {
        for (int i = steps.size(); i < planned.size(); i++) {
            Plan.Step step = planned.get(i);
            steps.add(new StepRecord(i + 1, step.resourceId(), step.name(), StepState.PENDING, null, null, null, null));
        }
    }

    void begun(int number, Instant at) {
        StepRecord old = steps.get(number - 1);
        put(old, StepState.RUNNING, null, at, null, null);
    }

    void apply(OfCascade entry) {
        if (entry instanceof JournalEntry.StepDone done) {
            end(done.mark().step(), StepState.DONE, null, done.at());
            completed++;
        } else if (entry instanceof JournalEntry.StepSkipped skipped) {
            end(skipped.step(), StepState.SKIPPED, skipped.reason(), skipped.at());
            completed++;
        } else if (entry instanceof JournalEntry.StepFailed failed) {
            end(failed.step(), StepState.FAILED, failed.error().message(), failed.at());
        } else if (entry instanceof JournalEntry.StepAbandoned abandoned) {
            end(abandoned.step(), StepState.ABANDONED, abandoned.reason(), abandoned.at());
        } else if (entry instanceof JournalEntry.StepRetried retried) {
            StepRecord old = steps.get(retried.step() - 1);
            put(old, old.state(), old.reason(), old.startedAt(), null, retried.attempt());
        } else {
            applyUndo(entry);
        }
    }

    private void applyUndo(OfCascade entry) {
        if (entry instanceof JournalEntry.StepUndone undone) {
            StepRecord old = steps.get(undone.mark().step() - 1);
            if (old.state() == StepState.DONE) {
                completed--;
                end(old.step(), StepState.ROLLED_BACK, null, undone.at());
            }
        } else if (entry instanceof JournalEntry.StepKept kept) {
            StepRecord old = steps.get(kept.step() - 1);
            end(old.step(), old.state(), old.state() == StepState.DONE ? kept.reason() : old.reason(), kept.at());
        }
    }

    private void end(int number, StepState state, @Nullable String reason, Instant at) {
        StepRecord old = steps.get(number - 1);
        put(old, state, reason, old.startedAt(), at, old.attempts());
    }

    private void put(
            StepRecord old,
            StepState state,
            @Nullable String reason,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Integer attempts) {
        int number = old.step();
        steps.set(
                number - 1,
                new StepRecord(number, old.resourceId(), old.name(), state, reason, startedAt, completedAt, attempts));
    }
}
