// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.plan.Order;
import io.rillway.cascade.plan.Reality;
import io.rillway.cascade.plan.Scope;
import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cascades that have not ended, with their claims; and the archive of all. Of the coordinator alone. */
final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final RunOptions options;
    private final Journal journal;
    private final Pen pen;
    private final Units units;
    private final Archive archive;
    private final Claims claims;
    private final Crew crew;
    private final Map<String, CascadeRun> open = new LinkedHashMap<>();

    Runs(RunOptions options, Journal journal, Tools tools, Acts acts, Claims claims) {
        this.options = options;
        this.journal = journal;
        this.pen = tools.pen();
        this.units = tools.units();
        this.claims = claims;
        Reality reality = new Reality(units::standing, acts.durations());
        this.crew = new Crew(tools.loop(), units, acts, new Needs(tools), claims, reality);
        this.archive = new Archive(options.keptCascades(), journal::forget);
    }

    Archive archive() {
        return archive;
    }

    /** What plans go by. */
    Reality reality() {
        return crew.reality();
    }

    List<CascadeRun> open() {
        return List.copyOf(open.values());
    }

    Optional<CascadeRun> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** The cascade that already does the same to the same target. */
    Optional<CascadeRun> same(CascadeRequest request) {
        return open.values().stream()
                .filter(run -> run.action() == request.action() && !run.isGivingUp())
                .filter(run -> run.ledger().order().request().resourceId().equals(request.resourceId()))
                .findFirst();
    }

    /** A request with a key is answered with this cascade, and so is its repetition. */
    void join(CascadeRun run, CascadeRequest keyed) {
        run.scribe().joined(keyed);
        archive.rememberKeys(run.ledger());
    }

    /** Refuses what contradicts a claim, or ends the cascade that has it. */
    void checkClaims(CascadeRequest request, List<Unit> resources) {
        if (request.options().replace()) {
            replace(request, resources);
        }
        checkClaims(request.action(), resources);
    }

    private void replace(CascadeRequest request, List<Unit> resources) {
        String reason = "replaced by a request to " + request.action().name().toLowerCase(Locale.ROOT) + " "
                + request.resourceId();
        Optional<Claims.Conflict> conflict = claims.conflict(request.action(), resources);
        while (conflict.isPresent()) {
            find(conflict.get().cascadeId()).orElseThrow().cancel(reason, Duration.ZERO);
            conflict = claims.conflict(request.action(), resources);
        }
    }

    void checkClaims(Action action, List<Unit> resources) {
        claims.conflict(action, resources).ifPresent(conflict -> {
            throw new Refusal(
                    Refusal.Reason.CASCADE_IN_PROGRESS,
                    "resource: " + conflict.resourceId() + " (expected: no cascade that does the opposite; "
                            + conflict.cascadeId() + " does)",
                    Map.of("cascadeId", conflict.cascadeId(), "resourceId", conflict.resourceId()));
        });
    }

    /** Whether no cascade is about to stop it, or may be. */
    boolean mayStart(Unit unit) {
        return claims.conflict(Action.START, List.of(unit)).isEmpty();
    }

    /** Whether no cascade touches it. */
    boolean isFree(Unit unit) {
        return claims.holder(List.of(unit)).isEmpty();
    }

    /** Refuses to touch what a running cascade claims. */
    void checkFree(Collection<String> resources) {
        List<Unit> known =
                resources.stream().flatMap(id -> units.find(id).stream()).toList();
        claims.holder(known).ifPresent(holder -> {
            throw new Refusal(
                    Refusal.Reason.RESOURCE_BUSY,
                    "resource: " + holder.resourceId() + " (expected: no running cascade; " + holder.cascadeId()
                            + " touches it)",
                    Map.of("cascadeId", holder.cascadeId(), "resourceId", holder.resourceId()));
        });
    }

    /** Admits a cascade with its claim. */
    CascadeRun admit(Order order, Scope scope) {
        pen.checkWell();
        checkClaims(order.request(), units.find(units.graph(), scope.claims()));
        JournalEntry.Admitted admitted = new JournalEntry.Admitted(
                options.clock().instant(), options.ids().get(), order.request(), order.unusedConfirmed());
        CascadeRun run = reopen(new Ledger(Chronicle.of(admitted)), scope);
        claim(run);
        journal.append(admitted);
        return run;
    }

    /** Takes a cascade on that is in the journal already; it has no claim yet. */
    CascadeRun reopen(Ledger ledger, Scope scope) {
        Scribe scribe = new Scribe(journal, options.clock(), ledger);
        CascadeRun run = new CascadeRun(new Subject(ledger, scribe, units.graph(), scope), crew, this::over);
        open.put(ledger.id(), run);
        archive.add(ledger);
        return run;
    }

    void claim(CascadeRun run) {
        claims.take(run.ledger().id(), run.action(), claimed(run));
    }

    /** What the cascade claims, or is to claim. */
    List<Unit> claimed(CascadeRun run) {
        return units.find(run.graph(), run.scope().claims());
    }

    void release(CascadeRun run) {
        claims.release(run.ledger().id());
    }

    /** Remembers a cascade that ended in an earlier life of the engine. */
    void remember(Ledger ledger, CascadeOutcome outcome) {
        archive.add(ledger);
        archive.ended(ledger);
        ledger.completion().complete(outcome);
    }

    void forget(String id) {
        journal.forget(id);
    }

    /** It was refused after all: as if it had never been; but who has found it meanwhile does not wait for ever. */
    void withdraw(CascadeRun run, String reason) {
        if (run.isOver()) {
            return;
        }
        run.scribe().withdrawn(reason);
        CascadeError error = new CascadeError(
                CascadeError.CANCELLED, reason, Optional.of(run.subject().target()), List.of());
        pen.tellWhenWritten(() -> run.ledger().completion().complete(new CascadeOutcome.Cancelled(error)));
        release(run);
        open.remove(run.ledger().id());
        archive.remove(run.ledger());
        journal.forget(run.ledger().id());
    }

    private void over(CascadeRun run, CascadeOutcome outcome) {
        log(run.ledger().order().request(), run.ledger().id(), outcome);
        release(run);
        open.remove(run.ledger().id());
        archive.ended(run.ledger());
        pen.tellWhenWritten(() -> run.ledger().completion().complete(outcome));
    }

    private static void log(CascadeRequest request, String id, CascadeOutcome outcome) {
        String what = request.action().name().toLowerCase(Locale.ROOT) + " " + request.resourceId();
        if (outcome instanceof CascadeOutcome.Failed failed) {
            LOG.warn(
                    "{} ({}) failed at step {}: {}",
                    what,
                    id,
                    failed.step(),
                    failed.error().message());
        } else if (outcome instanceof CascadeOutcome.Cancelled cancelled) {
            LOG.info("{} ({}) was cancelled: {}", what, id, cancelled.error().message());
        } else {
            LOG.info("{} ({}) completed", what, id);
        }
    }
}
