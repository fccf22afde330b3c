// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.journal.MemoryJournal;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.publish.Outbox;
import io.rillway.cascade.recover.Past;
import io.rillway.cascade.run.Coordinator;
import io.rillway.cascade.run.Ledger;
import io.rillway.cascade.run.RunOptions;
import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A coordinator over scripted resources, in the hands of one thread: the test's. */
public final class Bench {

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop(clock);
    private final ManualWorkers workers = new ManualWorkers(loop);
    private final RecordingSink sink = new RecordingSink();
    private final List<String> log = new ArrayList<>();
    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private Consumer<String> observer = what -> {};
    private int maxParallel = 16;
    private Coordinator coordinator;

    public ManualClock clock() {
        return clock;
    }

    public ManualLoop loop() {
        return loop;
    }

    public ManualWorkers workers() {
        return workers;
    }

    public RecordingSink sink() {
        return sink;
    }

    private void called(String what) {
        log.add(what);
        observer.accept(what);
    }

    /** Is told of each call before it has an effect. */
    public Bench observe(Consumer<String> observer) {
        this.observer = observer;
        return this;
    }

    /** What was done, in order: {@code start db}. */
    public List<String> log() {
        return log;
    }

    public Coordinator coordinator() {
        return coordinator;
    }

    public Bench maxParallel(int most) {
        maxParallel = most;
        return this;
    }

    public Script script(String id) {
        return scripts.computeIfAbsent(id, key -> new Script(key, clock, this::called));
    }

    /** A scripted resource that needs these. */
    public Resource.Builder resource(String id, String... needs) {
        return script(id).resource().dependsOn(needs);
    }

    /** Opens over these resources, and lets the first look be over. */
    public Bench open(Resource.Builder... resources) {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        for (Resource.Builder resource : resources) {
            graph.resource(resource.build());
        }
        return open(graph.build());
    }

    public Bench open(ResourceGraph graph) {
        MemoryJournal journal = new MemoryJournal();
        Outbox.open(journal, sink, Runnable::run, (pause, task) -> loop.execute(() -> loop.after(pause, task)));
        RunOptions options = new RunOptions(
                maxParallel,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                1000,
                OnRestart.RESUME,
                clock,
                () -> "c" + ids.incrementAndGet());
        coordinator = new Coordinator(loop, workers, journal, new Units(graph, units(graph)), options);
        coordinator.open(Past.of(journal));
        loop.settle();
        return this;
    }

    private Map<String, Unit> units(ResourceGraph graph) {
        Map<String, Unit> units = new LinkedHashMap<>();
        for (Resource resource : graph.resources()) {
            units.put(resource.id(), new Unit(resource, resource.connector().map(source -> script(resource.id()))));
        }
        return units;
    }

    /** Asks and settles; the ledger, or the refusal. */
    public Ledger run(CascadeRequest request) {
        return settled(coordinator.run(request));
    }

    public Ledger start(String id) {
        return run(CascadeRequest.start(id));
    }

    public Ledger stop(String id) {
        return run(CascadeRequest.stop(id));
    }

    /** Stops, and lets something happen when the first stop has been ordered. */
    public Ledger settledStopOf(String id, Runnable meanwhile) {
        script(id).onStopped(meanwhile);
        return stop(id);
    }

    public Plan plan(CascadeRequest request) {
        return settled(coordinator.plan(request));
    }

    public <T> T settled(CompletableFuture<T> answer) {
        loop.settle();
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    public Bench advance(Duration time) {
        loop.advance(time);
        return this;
    }

    public Bench advanceSeconds(long seconds) {
        return advance(Duration.ofSeconds(seconds));
    }

    public CascadeRecord record(Ledger ledger) {
        return ledger.snapshot();
    }

    public ResourceStatus status(String id) {
        return coordinator.statuses().getOrDefault(id, ResourceStatus.UNKNOWN);
    }
}
