// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.journal.MemoryJournal;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.publish.Outbox;
import io.rillway.cascade.recover.Past;
import io.rillway.cascade.run.Coordinator;
import io.rillway.cascade.run.Ledger;
import io.rillway.cascade.run.Refusal;
import io.rillway.cascade.run.RunOptions;
import io.rillway.cascade.testing.ManualLoop;
import io.rillway.cascade.testing.RecordingSink;
import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A simulated world with an engine in it, and everything that can be observed of both, in order. */
final class World {

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final SimWorkers workers = new SimWorkers(loop);
    private final RecordingSink sink = new RecordingSink();
    private final Map<String, SimResource> resources = new LinkedHashMap<>();
    private final List<Seen> seen = new ArrayList<>();
    private final List<String> cascades = new ArrayList<>();
    private final Set<String> ordered = new HashSet<>();
    private Coordinator coordinator;
    private int requests;

    SimWorkers workers() {
        return workers;
    }

    List<Seen> seen() {
        return seen;
    }

    /** The ids of all cascades that somebody was told of. */
    List<String> cascades() {
        return cascades;
    }

    Coordinator coordinator() {
        return coordinator;
    }

    SimResource add(String id, boolean job, Behaviour behaviour) {
        SimResource resource = new SimResource(id, this, job, behaviour);
        resources.put(id, resource);
        return resource;
    }

    SimResource resource(String id) {
        return resources.get(id);
    }

    long now() {
        return clock.nanoTime() / 1_000_000;
    }

    void after(Duration delay, Runnable change) {
        loop.after(delay, change);
    }

    void called(String id, Action action) {
        ordered.add(id);
        seen.add(new Seen.Called(now(), id, action));
    }

    void returned(String id) {
        ordered.remove(id);
        seen.add(new Seen.Returned(now(), id));
    }

    void stands(String id, Seen.State state) {
        seen.add(new Seen.Stands(now(), id, state));
    }

    /** Opens an engine over the graph; it looks at everything first. */
    World open(ResourceGraph graph, int maxParallel) {
        sink.onEvent(event -> seen.add(new Seen.Told(now(), event)));
        MemoryJournal journal = new MemoryJournal();
        Outbox.open(journal, sink, Runnable::run, (pause, task) -> {});
        int[] ids = {0};
        RunOptions options = new RunOptions(
                maxParallel,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                1000,
                OnRestart.RESUME,
                clock,
                () -> "c" + ++ids[0]);
        coordinator = new Coordinator(loop, workers, journal, new Units(graph, units(graph)), options);
        coordinator.open(Past.of(journal));
        advance(Duration.ofSeconds(1));
        return this;
    }

    private Map<String, Unit> units(ResourceGraph graph) {
        Map<String, Unit> units = new LinkedHashMap<>();
        for (Resource resource : graph.resources()) {
            units.put(resource.id(), new Unit(resource, resource.connector().map(source -> resource(resource.id()))));
        }
        return units;
    }

    void advance(Duration time) {
        loop.advance(time);
    }

    /** Until no cascade and no order is under way, but not for ever; and then on, until everything was seen. */
    void rest() {
        for (int i = 0; i < 800 && !isQuiet(); i++) {
            advance(Duration.ofSeconds(5));
        }
        advance(Duration.ofMillis(Truth.UNSEEN_MILLIS).plusSeconds(2));
    }

    private boolean isQuiet() {
        return ordered.isEmpty()
                && coordinator.archive().records().stream()
                        .allMatch(record -> record.status().isTerminal());
    }

    void settle() {
        loop.settle();
    }

    void request(CascadeRequest request) {
        int number = ++requests;
        seen.add(new Seen.Requested(now(), number, request));
        answered(number, coordinator.run(request));
    }

    void confirm(String cascadeId) {
        seen.add(new Seen.Confirmed(now(), cascadeId));
        answered(++requests, coordinator.confirm(cascadeId));
    }

    private void answered(int number, CompletableFuture<Ledger> answer) {
        CompletableFuture<Ledger> unused = answer.whenComplete((ledger, trouble) -> {
            String id = ledger == null ? null : ledger.id();
            seen.add(new Seen.Answered(now(), number, id, trouble == null ? null : reason(trouble)));
            if (id != null && !cascades.contains(id)) {
                cascades.add(id);
            }
        });
        settle();
    }

    private static String reason(Throwable trouble) {
        Throwable cause = trouble instanceof CompletionException ? trouble.getCause() : trouble;
        return cause instanceof Refusal refusal ? refusal.reason().name() : String.valueOf(cause);
    }

    void cancel(String cascadeId, Duration grace) {
        seen.add(new Seen.Cancelled(now(), cascadeId));
        coordinator.cancel(cascadeId, "the simulation says so", grace);
        settle();
    }

    /** What the request would do, once the engine has looked. */
    Optional<Plan> plan(CascadeRequest request) {
        CompletableFuture<Plan> answer = coordinator.plan(request);
        advance(Duration.ofSeconds(1));
        if (!answer.isDone() || answer.isCompletedExceptionally()) {
            return Optional.empty();
        }
        seen.add(new Seen.Planned(now(), answer.join()));
        return Optional.of(answer.join());
    }

    /** Changes one resource's description, unless the engine refuses. */
    void edit(Resource changed) {
        ResourceGraph next = coordinator.graph().with(changed);
        var unused = coordinator.edit(next, List.of(changed.id()), Map.of()).whenComplete((left, trouble) -> {
            if (trouble == null) {
                seen.add(new Seen.Edited(now(), next));
            }
        });
        settle();
    }
}
