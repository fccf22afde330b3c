// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.recover.Past;
import io.rillway.cascade.run.Coordinator;
import io.rillway.cascade.run.Ledger;
import io.rillway.cascade.run.Refusal;
import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import io.rillway.events.SnapshotSource;
import io.rillway.events.TopicSelector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The engine starts or stops a resource together with everything that it depends on, and watches all resources between
 * cascades.
 *
 * <p>A request is admitted at once, with a claim on everything that it touches. Reality is then probed, a plan is made, and
 * its steps run in parallel as far as the graph allows. Dependencies start before dependents and hosts before what they
 * host; stopping is the reverse, and a dependency is stopped only if nothing active still needs it.
 *
 * <p><b>Threads:</b> every method may be called from any thread, also from a completion or the sink. One coordinator thread
 * of the engine owns all state; worker threads call connectors, probes and completions, another one the sink; none of these
 * is called under a lock. Connectors are opened and closed by whoever opens, edits or closes the engine. <b>Errors:</b>
 * {@link CascadeException} for a refusal; a failure of a step is an outcome, not an exception. <b>Limits:</b> those of
 * {@link EngineOptions}.
 */
public final class CascadeEngine implements AutoCloseable, SnapshotSource {

    private final Machinery machinery;
    private final Coordinator coordinator;
    private final Connectors connectors;
    private final ReentrantLock edits = new ReentrantLock();

    // Guarded by edits.
    private boolean closed;

    private CascadeEngine(Machinery machinery, Coordinator coordinator, Connectors connectors) {
        this.machinery = machinery;
        this.coordinator = coordinator;
        this.connectors = connectors;
    }

    /**
     * {@return an engine over a graph}
     *
     * @param graph the resources
     * @param options its settings
     * @throws JournalException if the journal cannot be opened, above all because another engine has it
     */
    public static CascadeEngine open(ResourceGraph graph, EngineOptions options) {
        Journal journal = options.journal().open();
        try {
            return open(graph, options, journal);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** The journal comes first: who cannot have it must not touch what another engine runs. */
    private static CascadeEngine open(ResourceGraph graph, EngineOptions options, Journal journal) {
        Past past = Past.of(journal);
        Connectors connectors = new Connectors(options.folder());
        Map<String, Unit> units = connectors.openChanged(ResourceGraph.of(List.of()), graph);
        Machinery machinery = Machinery.open(options, journal);
        Coordinator coordinator = machinery.coordinator(new Units(graph, units));
        connectors.changed(coordinator::changed);
        coordinator.open(past);
        machinery.settle();
        return new CascadeEngine(machinery, coordinator, connectors);
    }

    /** {@return the graph as it is now} */
    public ResourceGraph graph() {
        return coordinator.graph();
    }

    /**
     * Changes the graph.
     *
     * @param change makes the new graph of the present one; called once, and must have no side effects
     * @return the new graph
     * @throws GraphException if there is no such graph; the present one stays
     * @throws CascadeException with {@code RESOURCE_BUSY} if a running cascade touches a resource that differs
     */
    public ResourceGraph edit(UnaryOperator<ResourceGraph> change) {
        edits.lock();
        try {
            ResourceGraph present = coordinator.graph();
            ResourceGraph next = requireNonNull(change.apply(present), "change");
            Map<String, Unit> made = connectors.openChanged(present, next);
            try {
                List<Unit> left = Waiting.forAnswer(coordinator.edit(next, Connectors.differing(present, next), made));
                Connectors.close(left);
            } catch (CascadeException e) {
                Connectors.close(made.values());
                throw e;
            }
            return next;
        } finally {
            edits.unlock();
        }
    }

    /** {@return the status of every resource, as last seen} */
    public Map<String, ResourceStatus> statuses() {
        return coordinator.statuses();
    }

    /**
     * Probes reality and says what a request would do; nothing is done. May take as long as the slowest probe.
     *
     * @param request what is wanted
     * @return what would be done, why, and what would be left alone
     * @throws CascadeException as {@link #run} would
     * @throws InterruptedException if the thread is interrupted
     */
    public Plan plan(CascadeRequest request) throws InterruptedException {
        return Waiting.interruptibly(coordinator.plan(request));
    }

    /**
     * Begins a cascade. The same action on the same target returns the running cascade. A start returns at once; a stop
     * looks first at what might need the target, so that it may take as long as the slowest probe.
     *
     * <p>When a step of a start fails, no further one begins; those under way end within their own limits, what was started
     * stays up, and then the cascade fails. A failed step of a stop leaves running what its resource depends on.
     *
     * @param request what is wanted
     * @return the handle to it
     * @throws CascadeException if it is refused
     */
    public Cascade run(CascadeRequest request) {
        return handle(Waiting.forAnswer(coordinator.run(request)));
    }

    /**
     * Begins to start a resource and everything that it needs.
     *
     * @param resourceId the target
     * @return the handle to the cascade
     * @throws CascadeException if it is refused
     */
    public Cascade start(String resourceId) {
        return run(CascadeRequest.start(resourceId));
    }

    /**
     * Begins to stop a resource, what runs on it, and what nothing else needs.
     *
     * @param resourceId the target
     * @return the handle to the cascade
     * @throws CascadeException if it is refused
     */
    public Cascade stop(String resourceId) {
        return run(CascadeRequest.stop(resourceId));
    }

    /**
     * Confirms what a cascade waits for, or what it proposed.
     *
     * @param cascadeId a cascade that awaits confirmation, or one that has proposed stops
     * @return the cascade that now runs
     * @throws CascadeException if there is nothing to confirm, or what would be done has changed
     */
    public Cascade confirm(String cascadeId) {
        return handle(Waiting.forAnswer(coordinator.confirm(cascadeId)));
    }

    /**
     * {@return the cascade with this id, running or remembered}
     *
     * @param cascadeId the cascade
     */
    public Optional<Cascade> find(String cascadeId) {
        return coordinator.archive().find(cascadeId).map(this::handle);
    }

    /** {@return the cascades that run or are remembered, newest first} */
    public List<CascadeRecord> cascades() {
        return coordinator.archive().records();
    }

    /**
     * {@return how things stand by what was published of them, to be told before what follows: the cascades that run; with the
     * exact topic of a cascade also one that ended lately, and with that of a resource its status}
     *
     * @param selector topics, of which {@code cascade/ID} is that of a cascade and {@code resource/ID} that of a resource
     */
    @Override
    public Snapshot snapshot(TopicSelector selector) {
        return machinery.outbox().projection().snapshot(selector);
    }

    /**
     * {@return the last lines that a resource wrote, oldest first}
     *
     * @param resourceId the resource
     * @param lines the most lines, 1 or more
     * @throws CascadeException with {@code NOT_FOUND} if there is no such resource
     */
    public List<String> lastOutput(String resourceId, int lines) {
        if (lines < 1) {
            throw new IllegalArgumentException("lines: " + lines + " (expected: 1 or more)");
        }
        Unit unit = coordinator
                .units()
                .find(resourceId)
                .orElseThrow(() -> Waiting.refused(Refusal.unknownResource(resourceId)));
        return unit.connector().map(connector -> connector.lastOutput(lines)).orElse(List.of());
    }

    /**
     * Checks that a resource's platform can be reached, without touching the resource; on the thread that calls.
     *
     * @param resourceId the resource
     * @throws CascadeException with {@code NOT_FOUND} if there is no such resource
     * @throws ConnectorException if it cannot; with a code, the platform and details (requirements S1-37)
     * @throws InterruptedException if the thread is interrupted
     */
    public void test(String resourceId) throws InterruptedException {
        Unit unit = coordinator
                .units()
                .find(resourceId)
                .orElseThrow(() -> Waiting.refused(Refusal.unknownResource(resourceId)));
        if (unit.connector().isPresent()) {
            unit.connector().get().test();
        }
    }

    /**
     * {@return the ids of which an earlier engine with the same folder left a child running, and the graph has no resource}
     *
     * <p>Nothing watches such a child, and it keeps its ports; {@link #stopOrphans} ends it.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> orphans() throws InterruptedException {
        try (Orphans orphans = Orphans.of(connectors, graph())) {
            return orphans.ids();
        }
    }

    /**
     * Stops the children that {@link #orphans} names, each with all that came from it, one after the other on the thread that
     * calls; one that does not end within 10 seconds is killed.
     *
     * @return the ids of those that were stopped
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> stopOrphans() throws InterruptedException {
        edits.lockInterruptibly();
        try (Orphans orphans = Orphans.of(connectors, graph())) {
            return orphans.stop();
        } finally {
            edits.unlock();
        }
    }

    /**
     * Cancels what runs and stops every child of this program in reverse order; to be called before {@link #close} by a
     * program that does not want to leave them behind. What has not ended in time is killed.
     *
     * @param timeout how long that may take, more than zero
     * @return the resources that were stopped, in order
     */
    public List<String> stopChildren(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: more than zero)");
        }
        return Waiting.forAnswer(coordinator.stopChildren(timeout));
    }

    /**
     * Cancels what runs, lets go of all resources without touching them, publishes what is left to be told, and leaves no
     * thread. A connector, probe or sink that does not heed its interruption is waited for 10 seconds, and then left behind
     * with a warning; so is a completion that calls this itself.
     */
    @Override
    public void close() {
        edits.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            coordinator.close();
            // What ends by that still needs the loop.
            machinery.settle();
            machinery.close();
            coordinator.closed();
            Connectors.close(coordinator.units().all().toList());
        } finally {
            edits.unlock();
        }
    }

    private Cascade handle(Ledger ledger) {
        return new CascadeHandle(coordinator, ledger);
    }
}
