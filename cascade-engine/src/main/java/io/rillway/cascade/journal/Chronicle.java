// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import io.rillway.cascade.journal.JournalEntry.Admitted;
import io.rillway.cascade.journal.JournalEntry.Ended;
import io.rillway.cascade.journal.JournalEntry.Mark;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one cascade, made of its journal entries one after another: whoever reads the same entries gets the same
 * record. For one thread at a time.
 */
public final class Chronicle {

    private final Admitted admitted;
    private final StepList steps = new StepList();
    private CascadeStatus status = CascadeStatus.PENDING;
    private Mark last;
    private @Nullable String replanned;
    private @Nullable Ended ended;

    /** The record of a cascade that was just admitted. */
    public Chronicle(Admitted admitted) {
        this.admitted = admitted;
        this.last = new Mark(admitted.request().resourceId(), admitted.request().action(), 0, 0, 0, null);
    }

    /** How it began. */
    public Admitted admitted() {
        return admitted;
    }

    /** How far it has come. */
    public CascadeStatus status() {
        return status;
    }

    /** How many steps there are. */
    public int totalSteps() {
        return steps.size();
    }

    /** How many steps have ended well. */
    public int completedSteps() {
        return steps.completed();
    }

    /** The number of the step that began last; 0 if none has. */
    public int currentStep() {
        return last.step();
    }

    /** Takes the next entry into account. */
    public void apply(OfCascade entry) {
        if (entry instanceof JournalEntry.StepBegun begun) {
            last = begun.mark();
            steps.begun(begun.mark().step(), begun.at());
        } else if (entry instanceof JournalEntry.Planned planned) {
            plan(planned.plan(), CascadeStatus.IN_PROGRESS);
        } else if (entry instanceof JournalEntry.ConfirmationAwaited awaited) {
            plan(awaited.plan(), CascadeStatus.AWAITING_CONFIRMATION);
        } else if (entry instanceof JournalEntry.Replanned changed) {
            replanned = changed.plan().replanned();
            steps.add(changed.plan().steps());
        } else if (entry instanceof Ended end) {
            end(end);
        } else {
            steps.apply(entry);
        }
    }

    private void plan(Plan plan, CascadeStatus next) {
        status = next;
        replanned = plan.replanned();
        steps.clear();
        steps.add(plan.steps());
    }

    private void end(Ended end) {
        ended = end;
        if (end instanceof JournalEntry.Failed) {
            status = CascadeStatus.FAILED;
        } else if (end instanceof JournalEntry.Cancelled) {
            status = CascadeStatus.CANCELLED;
        } else {
            status = CascadeStatus.COMPLETED;
        }
    }

    /** The record as it is now; copies the steps. */
    public CascadeRecord record() {
        CascadeError error = error();
        return new CascadeRecord(
                admitted.cascadeId(),
                last.target(),
                last.action(),
                status,
                last.step(),
                steps.size(),
                steps.completed(),
                ended instanceof JournalEntry.Failed failed ? Integer.valueOf(failed.step()) : null,
                error == null ? null : error.code(),
                error == null ? null : error.message(),
                admitted.at(),
                ended == null ? null : ended.at(),
                steps.copy(),
                proposed(),
                replanned,
                ended == null ? last.remainingMillis() : null);
    }

    private @Nullable CascadeError error() {
        if (ended instanceof JournalEntry.Failed failed) {
            return failed.error();
        }
        return ended instanceof JournalEntry.Cancelled cancelled ? cancelled.error() : null;
    }

    /** What was left running because its stop has to be confirmed. */
    public List<String> proposed() {
        return ended instanceof JournalEntry.Completed completed ? completed.proposed() : List.of();
    }
}
