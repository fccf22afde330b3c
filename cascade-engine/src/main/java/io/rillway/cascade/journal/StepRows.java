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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far each step of one cascade has come, as rows of arrays: a cascade may have many steps, each changes twice at least, and
 * hardly anybody reads them meanwhile. Records are made when somebody asks.
 */
final class StepRows {

    private final List<Plan.Step> steps = new ArrayList<>();
    private StepState[] states = {};
    private @Nullable Instant[] startedAt = {};
    private @Nullable Instant[] completedAt = {};
    private @Nullable String[] reasons = {};
    private @Nullable Integer[] attempts = {};

    int size() {
        return steps.size();
    }

    /** Adds steps that have not begun. */
    void add(List<Plan.Step> more) {
        int from = size();
        steps.addAll(more);
        grow(size());
        Arrays.fill(states, from, size(), StepState.PENDING);
    }

    private void grow(int size) {
        if (size > states.length) {
            states = Arrays.copyOf(states, size);
            startedAt = Arrays.copyOf(startedAt, size);
            completedAt = Arrays.copyOf(completedAt, size);
            reasons = Arrays.copyOf(reasons, size);
            attempts = Arrays.copyOf(attempts, size);
        }
    }

    /** Only steps that have ended well are left, in their order; returns how many there are. */
    int keepEndedWell() {
        int kept = 0;
        for (int row = 0; row < size(); row++) {
            if (hasEndedWell(row)) {
                move(row, kept++);
            }
        }
        clear(kept);
        return kept;
    }

    private void move(int from, int to) {
        steps.set(to, steps.get(from));
        states[to] = states[from];
        startedAt[to] = startedAt[from];
        completedAt[to] = completedAt[from];
        reasons[to] = reasons[from];
        attempts[to] = attempts[from];
    }

    /** Drops every row from this one on. */
    void clear(int from) {
        steps.subList(from, size()).clear();
        Arrays.fill(startedAt, from, startedAt.length, null);
        Arrays.fill(completedAt, from, completedAt.length, null);
        Arrays.fill(reasons, from, reasons.length, null);
        Arrays.fill(attempts, from, attempts.length, null);
    }

    boolean hasEndedWell(int row) {
        return states[row] == StepState.DONE || states[row] == StepState.SKIPPED;
    }

    /** Takes what became of a step. */
    void apply(int row, OfStep entry) {
        if (entry instanceof StepBegun) {
            states[row] = StepState.RUNNING;
            reasons[row] = null;
            startedAt[row] = entry.at();
            completedAt[row] = null;
            attempts[row] = null;
        } else if (entry instanceof StepRetried retried) {
            completedAt[row] = null;
            attempts[row] = retried.attempt();
        } else {
            end(row, entry);
        }
    }

    private void end(int row, OfStep entry) {
        StepState before = states[row];
        states[row] = state(entry, before);
        reasons[row] = reason(entry, before, reasons[row]);
        completedAt[row] = entry.at();
    }

    private static StepState state(OfStep entry, StepState before) {
        if (entry instanceof StepUndone) {
            return before == StepState.DONE ? StepState.ROLLED_BACK : before;
        }
        if (entry instanceof StepKept) {
            return before;
        }
        if (entry instanceof StepFailed) {
            return StepState.FAILED;
        }
        if (entry instanceof StepAbandoned) {
            return StepState.ABANDONED;
        }
        return entry instanceof StepSkipped ? StepState.SKIPPED : StepState.DONE;
    }

    private static @Nullable String reason(OfStep entry, StepState state, @Nullable String before) {
        if (entry instanceof StepKept kept && state == StepState.DONE) {
            return kept.reason();
        }
        if (entry instanceof StepKept || entry instanceof StepUndone) {
            return before;
        }
        if (entry instanceof StepFailed failed) {
            return failed.error().message();
        }
        if (entry instanceof StepAbandoned abandoned) {
            return abandoned.reason();
        }
        return entry instanceof StepSkipped skipped ? skipped.reason() : null;
    }

    List<StepRecord> records() {
        List<StepRecord> records = new ArrayList<>(size());
        for (int row = 0; row < size(); row++) {
            Plan.Step step = steps.get(row);
            records.add(new StepRecord(
                    row + 1,
                    step.resourceId(),
                    step.name(),
                    states[row],
                    reasons[row],
                    startedAt[row],
                    completedAt[row],
                    attempts[row]));
        }
        return records;
    }
}
