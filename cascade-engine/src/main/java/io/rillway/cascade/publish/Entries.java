// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.Mark;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.Plan;
import io.rillway.events.Event;
import io.rillway.events.catalog.CascadeEvents;
import io.rillway.events.catalog.StatusEvents;
import java.util.List;
import java.util.Optional;

/** What is told of an entry, if anything (requirements S1-11 to S1-16); skipped steps are silent. */
final class Entries {

    private Entries() {}

    static Optional<Event> event(JournalEntry entry) {
        if (entry instanceof JournalEntry.StepBegun begun) {
            String status = begun.mark().action() == Action.START ? "starting" : "stopping";
            return Optional.of(
                    progress(begun.cascadeId(), begun.mark(), current(begun.resourceId(), begun.name(), status)));
        }
        if (entry instanceof JournalEntry.StepDone done) {
            String status = done.mark().action() == Action.START ? "online" : "offline";
            return Optional.of(
                    progress(done.cascadeId(), done.mark(), current(done.resourceId(), done.name(), status)));
        }
        if (entry instanceof JournalEntry.UndoBegun begun) {
            return Optional.of(progress(
                    begun.cascadeId(), begun.mark(), undo(begun.mark(), begun.resourceId(), begun.name(), false)));
        }
        if (entry instanceof JournalEntry.StepUndone done) {
            return Optional.of(
                    progress(done.cascadeId(), done.mark(), undo(done.mark(), done.resourceId(), done.name(), true)));
        }
        if (entry instanceof JournalEntry.ConfirmationAwaited awaited) {
            Plan plan = awaited.plan();
            return Optional.of(proposed(awaited.cascadeId(), plan.resourceId(), plan.needsConfirmation()));
        }
        if (entry instanceof JournalEntry.StopsProposed left) {
            return Optional.of(proposed(left.cascadeId(), left.target(), left.resources()));
        }
        if (entry instanceof JournalEntry.StatusChanged changed) {
            return Optional.of(statusChange(changed));
        }
        if (entry instanceof JournalEntry.AutoShutdown shutdown) {
            return Optional.of(autoShutdown(shutdown));
        }
        return entry instanceof JournalEntry.Ended ended ? Optional.of(end(ended)) : Optional.empty();
    }

    /** Undoing does the opposite of what the cascade does. */
    private static CascadeEvents.CurrentDependency undo(Mark mark, String id, String name, boolean done) {
        boolean stops = mark.action() == Action.START;
        String status = stops ? (done ? "offline" : "stopping") : (done ? "online" : "starting");
        return current(id, name, status);
    }

    private static CascadeEvents.CurrentDependency current(String id, String name, String status) {
        return new CascadeEvents.CurrentDependency(id, name, status);
    }

    private static Event progress(String cascadeId, Mark mark, CascadeEvents.CurrentDependency current) {
        return CascadeEvents.PROGRESS.on(
                topic(cascadeId),
                new CascadeEvents.Progress(
                        cascadeId,
                        mark.target(),
                        mark.step(),
                        mark.totalSteps(),
                        mark.completedSteps(),
                        current,
                        mark.remainingMillis()));
    }

    private static Event proposed(String cascadeId, String target, List<String> resources) {
        return CascadeEvents.STOP_PROPOSED.on(
                topic(cascadeId), new CascadeEvents.StopProposed(cascadeId, target, resources));
    }

    private static Event statusChange(JournalEntry.StatusChanged changed) {
        String id = changed.resourceId();
        return StatusEvents.STATUS_CHANGE.on(
                "resource/" + id,
                new StatusEvents.StatusChange(
                        id, changed.kind(), changed.status().wireName(), changed.at()));
    }

    private static Event autoShutdown(JournalEntry.AutoShutdown shutdown) {
        String id = shutdown.resourceId();
        return StatusEvents.AUTO_SHUTDOWN.on(
                "resource/" + id,
                new StatusEvents.AutoShutdown(
                        id,
                        shutdown.name(),
                        shutdown.ruleId(),
                        "inactivity",
                        shutdown.inactive().toMinutes(),
                        shutdown.at()));
    }

    private static Event end(JournalEntry.Ended ended) {
        String id = ended.cascadeId();
        if (ended instanceof JournalEntry.Failed failed) {
            return error(id, failed.target(), failed.step(), failed.error());
        }
        if (ended instanceof JournalEntry.Cancelled cancelled) {
            return error(id, cancelled.target(), cancelled.step(), cancelled.error());
        }
        return CascadeEvents.COMPLETE.on(topic(id), new CascadeEvents.Complete(id, ended.target(), true));
    }

    private static Event error(String id, String target, int step, CascadeError error) {
        CascadeEvents.ErrorDetail detail = new CascadeEvents.ErrorDetail(
                error.code(), error.message(), error.resourceId().orElse(null));
        return CascadeEvents.ERROR.on(topic(id), new CascadeEvents.Failure(id, target, step, detail));
    }

    private static String topic(String cascadeId) {
        return "cascade/" + cascadeId;
    }

    /** The cascade, or the journal, and the position: the same after a restart, and no other's. */
    static String key(Placed placed, String journalId) {
        String of = placed.entry() instanceof JournalEntry.OfCascade ofCascade ? ofCascade.cascadeId() : journalId;
        return of + ":" + placed.position();
    }
}
