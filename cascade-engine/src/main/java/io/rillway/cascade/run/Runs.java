// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.plan.Order;
import io.rillway.cascade.plan.Scope;
import io.rillway.cascade.watch.Units;
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
    private final Workers workers;
    private final Units units;
    private final Acts acts;
    private final Needs needs;
    private final Archive archive;
    private final Claims claims = new Claims();
    private final Map<String, CascadeRun> open = new LinkedHashMap<>();

    Runs(RunOptions options, Journal journal, Tools tools, Acts acts) {
        this.options = options;
        this.journal = journal;
        this.workers = tools.workers();
        this.units = tools.units();
        this.acts = acts;
        this.needs = new Needs(tools);
        this.archive = new Archive(options.keptCascades());
    }

    Archive archive() {
        return archive;
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
                .filter(run -> run.action() == request.action())
                .filter(run -> run.ledger().order().request().resourceId().equals(request.resourceId()))
                .findFirst();
    }

    /** Refuses what contradicts a claim. */
    void checkClaims(Action action, Collection<String> resources) {
        claims.conflict(action, resources).ifPresent(conflict -> {
            throw new Refusal(
                    Refusal.Reason.CASCADE_IN_PROGRESS,
                    "resource: " + conflict.resourceId() + " (expected: no cascade that does the opposite; "
                            + conflict.cascadeId() + " does)",
                    Map.of("cascadeId", conflict.cascadeId(), "resourceId", conflict.resourceId()));
        });
    }

    /** Whether no cascade is about to stop it, or may be. */
    boolean mayStart(String id) {
        return claims.conflict(Action.START, List.of(id)).isEmpty();
    }

    /** Whether no cascade touches it. */
    boolean isFree(String id) {
        return claims.holder(List.of(id)).isEmpty();
    }

    /** Refuses to touch what a running cascade claims. */
    void checkFree(Collection<String> resources) {
        claims.holder(resources).ifPresent(holder -> {
            throw new Refusal(
                    Refusal.Reason.RESOURCE_BUSY,
                    "resource: " + holder.resourceId() + " (expected: no running cascade; " + holder.cascadeId()
                            + " touches it)",
                    Map.of("cascadeId", holder.cascadeId(), "resourceId", holder.resourceId()));
        });
    }

    /** Admits a cascade with its claim. */
    CascadeRun admit(Order order, Scope scope) {
        checkClaims(order.request().action(), scope.claims());
        Ledger ledger = new Ledger(options.ids().get(), order, options.clock().instant());
        Scribe scribe = new Scribe(journal, options.clock(), ledger);
        CascadeRun.Subject subject = new CascadeRun.Subject(ledger, scribe, units.graph(), scope);
        CascadeRun run = new CascadeRun(subject, acts, needs, this::over);
        claim(run);
        open.put(ledger.id(), run);
        archive.add(ledger);
        scribe.admitted();
        return run;
    }

    void claim(CascadeRun run) {
        claims.take(run.ledger().id(), run.action(), run.scope().claims());
    }

    void release(CascadeRun run) {
        claims.release(run.ledger().id(), run.scope().claims());
    }

    /** It was refused after all: as if it had never been. */
    void withdraw(CascadeRun run, String reason) {
        run.scribe().withdrawn(reason);
        release(run);
        open.remove(run.ledger().id());
        archive.remove(run.ledger());
    }

    private void over(CascadeRun run, CascadeOutcome outcome) {
        log(run.ledger().order().request(), run.ledger().id(), outcome);
        release(run);
        open.remove(run.ledger().id());
        archive.ended(run.ledger());
        workers.tell(() -> run.ledger().completion().complete(outcome));
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
