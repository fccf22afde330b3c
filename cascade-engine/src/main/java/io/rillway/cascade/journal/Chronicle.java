// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import io.rillway.cascade.journal.JournalEntry.Admitted;
import io.rillway.cascade.journal.JournalEntry.CancelBegun;
import io.rillway.cascade.journal.JournalEntry.ConfirmationAwaited;
import io.rillway.cascade.journal.JournalEntry.Ended;
import io.rillway.cascade.journal.JournalEntry.Extended;
import io.rillway.cascade.journal.JournalEntry.Joined;
import io.rillway.cascade.journal.JournalEntry.OfCascade;
import io.rillway.cascade.journal.JournalEntry.OfStep;
import io.rillway.cascade.journal.JournalEntry.Planned;
import io.rillway.cascade.journal.JournalEntry.Replanned;
import io.rillway.cascade.journal.JournalEntry.StepBegun;
import io.rillway.cascade.journal.JournalEntry.StepDone;
import io.rillway.cascade.journal.JournalEntry.StepFailed;
import io.rillway.cascade.journal.JournalEntry.StopsProposed;
import io.rillway.cascade.journal.JournalEntry.Withdrawn;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of one cascade come to, in their order: its record, and what else has to be known to take it up again.
 * The same entries make the same chronicle, whether they have just happened or are read after a restart.
 *
 * <p><b>Threads:</b> none; its owner sees to that. <b>Errors:</b> {@link IllegalStateException} for an entry that cannot
 * follow the ones before. <b>Limits:</b> none.
 */
public final class Chronicle {

    private final String id;
    private final CascadeRequest request;
    private final boolean unusedConfirmed;
    private final Instant startedAt;
    private final List<CascadeRequest> keyed = new ArrayList<>(1);
    private final StepRows steps = new StepRows();
    private Instant lastAt;
    private CascadeStatus status = CascadeStatus.PENDING;
    private int currentStep;
    private int completedSteps;
    private @Nullable Long remainingMillis;
    private @Nullable String replanned;
    private Optional<Plan> plan = Optional.empty();
    private List<String> confirmed = List.of();
    private Optional<String> cancelReason = Optional.empty();
    private Optional<StepFailed> fatal = Optional.empty();
    private Optional<Ended> ended = Optional.empty();
    private boolean proposed;
    private boolean withdrawn;

    // Made when somebody asked, and kept once it ended: records of what has ended are asked for again and again.
    private @Nullable CascadeRecord made;

    private Chronicle(Admitted first) {
        id = first.cascadeId();
        request = first.request();
        unusedConfirmed = first.unusedConfirmed();
        startedAt = first.at();
        lastAt = first.at();
        request.options().idempotencyKey().ifPresent(key -> keyed.add(request));
    }

    /**
     * {@return the chronicle of a cascade that has just been admitted}
     *
     * @param first its first entry
     */
    public static Chronicle of(Admitted first) {
        return new Chronicle(first);
    }

    /**
     * Takes the next entry of the same cascade.
     *
     * @param entry what happened
     */
    public void apply(OfCascade entry) {
        lastAt = entry.at();
        made = null;
        if (entry instanceof OfStep step) {
            step(step);
        } else if (entry instanceof Ended end) {
            ended = Optional.of(end);
            status = Endings.status(end);
        } else {
            turn(entry);
        }
    }

    private void turn(OfCascade entry) {
        if (entry instanceof Planned planned) {
            confirmed = plan.map(Plan::needsConfirmation).orElse(List.of());
            plan(planned.plan(), 0);
        } else if (entry instanceof Replanned again) {
            plan(again.plan(), steps.keepEndedWell());
            replanned = again.reason();
        } else if (entry instanceof Extended more) {
            extend(more.plan(), more.added());
        } else if (entry instanceof ConfirmationAwaited awaited) {
            plan(awaited.plan(), 0);
            status = CascadeStatus.AWAITING_CONFIRMATION;
        } else if (entry instanceof Joined joined) {
            keyed.add(joined.request());
        } else if (entry instanceof StopsProposed) {
            proposed = true;
        } else if (entry instanceof CancelBegun begun) {
            cancelReason = Optional.of(begun.reason());
        } else if (entry instanceof Withdrawn) {
            withdrawn = true;
        }
    }

    private void plan(Plan next, int kept) {
        steps.clear(kept);
        steps.add(next.steps());
        currentStep = kept;
        completedSteps = kept;
        plan = Optional.of(next);
        status = CascadeStatus.IN_PROGRESS;
    }

    private void extend(Plan whole, int added) {
        List<Plan.Step> all = whole.steps();
        steps.add(all.subList(all.size() - added, all.size()));
        plan = Optional.of(whole);
        replanned = whole.replanned();
    }

    private void step(OfStep entry) {
        int index = entry.step() - 1;
        if (index < 0 || index >= steps.size()) {
            throw new IllegalStateException(
                    "step: " + entry.step() + " of " + id + " (expected: one of the " + steps.size() + " planned)");
        }
        int before = steps.hasEndedWell(index) ? 1 : 0;
        steps.apply(index, entry);
        completedSteps += (steps.hasEndedWell(index) ? 1 : 0) - before;
        if (entry instanceof StepBegun begun) {
            currentStep = entry.step();
            remainingMillis = begun.mark().remainingMillis();
        } else if (entry instanceof StepDone done) {
            remainingMillis = done.mark().remainingMillis();
        }
        if (entry instanceof StepFailed failed && failed.fatal() && fatal.isEmpty()) {
            fatal = Optional.of(failed);
        }
    }

    /** {@return the cascade} */
    public String id() {
        return id;
    }

    /** {@return what was asked for} */
    public CascadeRequest request() {
        return request;
    }

    /** {@return the requests with an idempotency key that this cascade is the answer to} */
    public List<CascadeRequest> keyed() {
        return List.copyOf(keyed);
    }

    /** {@return whether unused resources may be stopped that need confirmation} */
    public boolean unusedConfirmed() {
        return unusedConfirmed;
    }

    /** {@return how far it has come} */
    public CascadeStatus status() {
        return status;
    }

    /** {@return the number of the step that began last, 0 if none has} */
    public int currentStep() {
        return currentStep;
    }

    /** {@return the number of steps in its plan} */
    public int totalSteps() {
        return steps.size();
    }

    /** {@return the number of steps that ended well} */
    public int completedSteps() {
        return completedSteps;
    }

    /** {@return the plan that was made last} */
    public Optional<Plan> plan() {
        return plan;
    }

    /** {@return the resources whose stop was confirmed} */
    public List<String> confirmed() {
        return confirmed;
    }

    /** {@return who or what has cancelled it, if anybody has} */
    public Optional<String> cancelReason() {
        return cancelReason;
    }

    /** {@return the failure that the cascade fails with, once there is one} */
    public Optional<StepFailed> fatal() {
        return fatal;
    }

    /** {@return how it ended, once it has} */
    public Optional<Ended> ended() {
        return ended;
    }

    /** {@return whether it has said what it leaves running because its stop has to be confirmed} */
    public boolean hasProposed() {
        return proposed;
    }

    /** {@return whether it was refused after it had been admitted} */
    public boolean isWithdrawn() {
        return withdrawn;
    }

    /** {@return when the last entry was written} */
    public Instant lastAt() {
        return lastAt;
    }

    /** {@return the record with its steps} */
    public CascadeRecord record() {
        CascadeRecord record = made == null ? made() : made;
        made = ended.isPresent() ? record : null;
        return record;
    }

    private CascadeRecord made() {
        return new CascadeRecord(
                id,
                request.resourceId(),
                request.action(),
                status,
                currentStep,
                steps.size(),
                completedSteps,
                ended.flatMap(Endings::failedStep).orElse(null),
                ended.flatMap(Endings::error).map(error -> error.code()).orElse(null),
                ended.flatMap(Endings::error).map(error -> error.message()).orElse(null),
                startedAt,
                ended.map(JournalEntry::at).orElse(null),
                steps.records(),
                ended.map(Endings::proposed).orElse(List.of()),
                replanned,
                ended.isPresent() ? null : remainingMillis);
    }
}
