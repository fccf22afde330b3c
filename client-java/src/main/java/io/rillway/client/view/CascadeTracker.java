// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import static java.util.Objects.requireNonNull;

import io.rillway.client.EventClient;
import io.rillway.client.view.CascadeProgress.State;
import io.rillway.events.catalog.CascadeEvents;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Follows cascades by their events, for progress bars. Who comes late, or has missed something, is told how a cascade stands if
 * the stream is of its topic ({@code cascade/{id}} or {@code cascade/**}).
 *
 * <p><b>Threads:</b> any; listeners are called by the one who drives the client. <b>Limits:</b> the last 100 cascades; of those
 * that are over the oldest leave first.
 */
public final class CascadeTracker {

    private static final int CAPACITY = 100;

    private final List<Consumer<CascadeProgress>> listeners = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final Map<String, CascadeProgress> cascades = new LinkedHashMap<>();

    /** A tracker that knows no cascade yet. */
    public CascadeTracker() {}

    /**
     * {@return this tracker, told from now on what the client sees}
     *
     * @param client a client that pushes or runs
     */
    public CascadeTracker follow(EventClient client) {
        client.on(CascadeEvents.SNAPSHOT, this::snapshot)
                .on(CascadeEvents.PROGRESS, this::progress)
                .on(CascadeEvents.COMPLETE, this::complete)
                .on(CascadeEvents.ERROR, this::failed);
        return this;
    }

    /**
     * {@return this tracker, with a listener}
     *
     * @param listener told of each change
     */
    public CascadeTracker onChange(Consumer<CascadeProgress> listener) {
        listeners.add(requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * {@return how far a cascade is; empty if it is not known}
     *
     * @param id the cascade
     */
    public synchronized Optional<CascadeProgress> cascade(String id) {
        return Optional.ofNullable(cascades.get(id));
    }

    /** {@return the cascades that run} */
    public synchronized List<CascadeProgress> running() {
        return cascades.values().stream()
                .filter(cascade -> cascade.state() == State.RUNNING)
                .toList();
    }

    /** {@return every cascade that is known, the one that was heard of first first} */
    public synchronized List<CascadeProgress> all() {
        return new ArrayList<>(cascades.values());
    }

    /** Where a stream begins, or goes on behind a gap; it is newer than all that was heard before it. */
    private void snapshot(CascadeEvents.Snapshot event) {
        put(new CascadeProgress(
                event.cascadeId(),
                event.resourceId(),
                state(event.status()),
                event.completedSteps(),
                event.totalSteps(),
                event.steps().stream()
                        .filter(step -> step.state().equals("running"))
                        .findFirst()
                        .map(CascadeEvents.SnapshotStep::name),
                Optional.ofNullable(event.error()).map(CascadeEvents.ErrorDetail::message)));
    }

    private static State state(String status) {
        return switch (status) {
            case "completed" -> State.COMPLETE;
            case "failed", "cancelled" -> State.FAILED;
            default -> State.RUNNING;
        };
    }

    private void progress(CascadeEvents.Progress event) {
        String current = event.currentDependency().name() + " "
                + event.currentDependency().status();
        put(new CascadeProgress(
                event.cascadeId(),
                event.resourceId(),
                State.RUNNING,
                event.completedSteps(),
                event.totalSteps(),
                Optional.of(current),
                Optional.empty()));
    }

    private void complete(CascadeEvents.Complete event) {
        int steps = cascade(event.cascadeId()).map(CascadeProgress::totalSteps).orElse(0);
        put(new CascadeProgress(
                event.cascadeId(),
                event.resourceId(),
                State.COMPLETE,
                steps,
                steps,
                Optional.empty(),
                Optional.empty()));
    }

    private void failed(CascadeEvents.Failure event) {
        Optional<CascadeProgress> before = cascade(event.cascadeId());
        put(new CascadeProgress(
                event.cascadeId(),
                event.resourceId(),
                State.FAILED,
                before.map(CascadeProgress::completedSteps).orElse(0),
                before.map(CascadeProgress::totalSteps).orElse(0),
                before.flatMap(CascadeProgress::current),
                Optional.of(event.error().message())));
    }

    private void put(CascadeProgress cascade) {
        synchronized (this) {
            cascades.put(cascade.cascadeId(), cascade);
            trim();
        }
        listeners.forEach(listener -> listener.accept(cascade));
    }

    private void trim() {
        Iterator<CascadeProgress> oldest = cascades.values().iterator();
        while (cascades.size() > CAPACITY && oldest.hasNext()) {
            if (oldest.next().state() != State.RUNNING || cascades.size() > 2 * CAPACITY) {
                oldest.remove();
            }
        }
    }
}
