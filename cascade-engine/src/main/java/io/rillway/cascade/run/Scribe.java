// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.Mark;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.plan.Draft;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Writes what happens to one cascade: into the journal first, then into its ledger. Of the coordinator alone. */
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

    void admitted() {
        journal.append(new JournalEntry.Admitted(now(), id, ledger.order().request()));
    }

    void planned(Draft draft) {
        journal.append(new JournalEntry.Planned(now(), id, draft.plan()));
        ledger.plan(draft);
        ledger.status(CascadeStatus.IN_PROGRESS);
    }

    void awaits(Draft draft) {
        journal.append(new JournalEntry.ConfirmationAwaited(now(), id, draft.plan()));
        ledger.plan(draft);
        ledger.status(CascadeStatus.AWAITING_CONFIRMATION);
    }

    void withdrawn(String reason) {
        journal.append(new JournalEntry.Withdrawn(now(), id, reason));
    }

    void begun(StepRun step) {
        Instant at = now();
        journal.append(new JournalEntry.StepBegun(at, id, mark(step, 0), step.id(), name(step)));
        ledger.stepBegun(step.number(), at);
    }

    void done(StepRun step) {
        Instant at = now();
        journal.append(new JournalEntry.StepDone(at, id, mark(step, 1), step.id(), name(step)));
        ledger.stepEnded(step.number(), StepState.DONE, Optional.empty(), at);
    }

    void skipped(StepRun step, String reason) {
        Instant at = now();
        journal.append(new JournalEntry.StepSkipped(at, id, step.number(), step.id(), reason));
        ledger.stepEnded(step.number(), StepState.SKIPPED, Optional.of(reason), at);
    }

    void failed(StepRun step, CascadeError error) {
        Instant at = now();
        journal.append(new JournalEntry.StepFailed(at, id, step.number(), step.id(), error));
        ledger.stepEnded(step.number(), StepState.FAILED, Optional.of(error.message()), at);
    }

    void abandoned(StepRun step, String reason) {
        Instant at = now();
        journal.append(new JournalEntry.StepAbandoned(at, id, step.number(), step.id(), reason));
        ledger.stepEnded(step.number(), StepState.ABANDONED, Optional.of(reason), at);
    }

    void completed(List<String> proposed) {
        Instant at = now();
        journal.append(new JournalEntry.Completed(at, id, target(), proposed));
        ledger.completed(proposed, at);
    }

    void failed(int step, CascadeError error) {
        Instant at = now();
        journal.append(new JournalEntry.Failed(at, id, target(), step, error));
        ledger.failed(step, error, at);
    }

    void cancelled(CascadeError error) {
        Instant at = now();
        int step = ledger.head().currentStep();
        journal.append(new JournalEntry.Cancelled(at, id, target(), step, error));
        ledger.cancelled(error, at);
    }

    private Mark mark(StepRun step, int more) {
        CascadeRecord record = ledger.head();
        return new Mark(target(), record.type(), step.number(), record.totalSteps(), record.completedSteps() + more);
    }

    private static String name(StepRun step) {
        return step.draft().step().name();
    }

    private String target() {
        return ledger.order().request().resourceId();
    }

    private Instant now() {
        return clock.instant();
    }
}
