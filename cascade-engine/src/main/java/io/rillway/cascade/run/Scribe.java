// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.Mark;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.Draft;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what happens to one cascade: into its ledger and into the journal, one like the other. Of the coordinator alone. */
final class Scribe {

    private final Journal journal;
    private final InstantSource clock;
    private final Ledger ledger;
    private final String id;

    Scribe(Journal journal, InstantSource clock, Ledger ledger) {
        this.journal = journal;
        this.clock = clock;
        this.ledger = ledger;
        this.id = ledger.id();
    }

    void joined(CascadeRequest request) {
        write(new JournalEntry.Joined(now(), id, request));
    }

    void planned(Draft draft) {
        write(new JournalEntry.Planned(now(), id, draft.plan()));
    }

    void replanned(Draft draft, String reason) {
        write(new JournalEntry.Replanned(now(), id, draft.plan(), reason));
    }

    void extended(Plan plan, int added) {
        write(new JournalEntry.Extended(now(), id, plan, added));
    }

    void awaits(Draft draft) {
        write(new JournalEntry.ConfirmationAwaited(now(), id, draft.plan()));
    }

    void withdrawn(String reason) {
        write(new JournalEntry.Withdrawn(now(), id, reason));
    }

    void begun(StepRun step, @Nullable Long remainingMillis) {
        write(new JournalEntry.StepBegun(now(), id, mark(step.number(), 0, remainingMillis), step.id(), step.name()));
    }

    void retried(StepRun step, int attempt, CascadeError error) {
        write(new JournalEntry.StepRetried(now(), id, step.number(), step.id(), attempt, error));
    }

    void done(StepRun step, @Nullable Long remainingMillis) {
        write(new JournalEntry.StepDone(now(), id, mark(step.number(), 1, remainingMillis), step.id(), step.name()));
    }

    /** A step of an earlier life of the engine. */
    void done(int number, String resourceId, String name) {
        write(new JournalEntry.StepDone(now(), id, mark(number, 1, null), resourceId, name));
    }

    void skipped(StepRun step, String reason) {
        write(new JournalEntry.StepSkipped(now(), id, step.number(), step.id(), reason));
    }

    void failed(int number, String resourceId, CascadeError error, boolean fatal) {
        write(new JournalEntry.StepFailed(now(), id, number, resourceId, error, fatal));
    }

    void abandoned(int number, String resourceId, String reason) {
        write(new JournalEntry.StepAbandoned(now(), id, number, resourceId, reason));
    }

    void cancelling(String reason) {
        write(new JournalEntry.CancelBegun(now(), id, reason));
    }

    void rollbackBegun(List<Integer> steps) {
        write(new JournalEntry.RollbackBegun(now(), id, steps));
    }

    void undoBegun(StepRun step) {
        write(new JournalEntry.UndoBegun(now(), id, mark(step.number(), 0, null), step.id(), step.name()));
    }

    void undone(StepRun step) {
        int fewer = step.state() == StepState.DONE ? -1 : 0;
        write(new JournalEntry.StepUndone(now(), id, mark(step.number(), fewer, null), step.id(), step.name()));
    }

    void kept(StepRun step, String reason) {
        write(new JournalEntry.StepKept(now(), id, step.number(), step.id(), reason));
    }

    void completed(List<String> proposed) {
        if (!proposed.isEmpty() && !ledger.ask(Chronicle::hasProposed)) {
            write(new JournalEntry.StopsProposed(now(), id, target(), proposed));
        }
        write(new JournalEntry.Completed(now(), id, target(), proposed));
    }

    void failed(int step, CascadeError error) {
        write(new JournalEntry.Failed(now(), id, target(), step, error));
    }

    void cancelled(CascadeError error) {
        int step = ledger.ask(Chronicle::currentStep);
        write(new JournalEntry.Cancelled(now(), id, target(), step, error));
    }

    private void write(OfCascade entry) {
        ledger.apply(entry);
        journal.append(entry);
    }

    private Mark mark(int number, int more, @Nullable Long remainingMillis) {
        Chronicle now = ledger.own();
        return new Mark(
                target(),
                now.request().action(),
                number,
                now.totalSteps(),
                now.completedSteps() + more,
                remainingMillis);
    }

    private String target() {
        return ledger.order().request().resourceId();
    }

    private Instant now() {
        return clock.instant();
    }
}
