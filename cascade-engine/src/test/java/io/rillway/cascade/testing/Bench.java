// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.journal.Journal;
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
import java.util.function.Function;

/** A coordinator over scripted resources, in the hands of one thread: the test's. */
public final class Bench {

    private static final Duration STEP = Duration.ofSeconds(5);

    private final ManualClock clock;
    private final ManualLoop loop;
    private final ManualWorkers workers;
    private final RecordingSink sink;
    private final List<String> log;
    private final Map<String, Script> scripts;
    private final AtomicInteger ids;
    private Function<ManualLoop, Journal> journal = on -> new MemoryJournal();
    private OnRestart onRestart = OnRestart.RESUME;
    private Consumer<String> observer = what -> {};
    private int maxParallel = 16;
    private Coordinator coordinator;

    public Bench() {
        clock = new ManualClock();
        loop = new ManualLoop(clock);
        workers = new ManualWorkers(loop);
        sink = new RecordingSink();
        log = new ArrayList<>();
        scripts = new LinkedHashMap<>();
        ids = new AtomicInteger();
    }

    /** The next life, in the same world: nothing is left of the engine before, and everything of what it did. */
    public Bench(Bench before) {
        clock = before.clock;
        loop = new ManualLoop(clock);
        workers = new ManualWorkers(loop);
        sink = before.sink;
        log = before.log;
        scripts = before.scripts;
        ids = before.ids;
        observer = before.observer;
        maxParallel = before.maxParallel;
        before.loop.die();
    }

    public Bench journal(Function<ManualLoop, Journal> opens) {
        journal = opens;
        return this;
    }

    public Bench onRestart(OnRestart what) {
        onRestart = what;
        return this;
    }

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
        Journal opened = journal.apply(loop);
        Past past = Past.of(opened);
        Outbox.open(opened, sink, Runnable::run, (pause, task) -> loop.execute(() -> loop.after(pause, task)));
        RunOptions options = new RunOptions(
                maxParallel,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                1000,
                onRestart,
                clock,
                () -> "c" + ids.incrementAndGet());
        coordinator = new Coordinator(loop, workers, opened, new Units(graph, units(graph)), options);
        coordinator.open(past);
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

    /** Until no cascade is under way, but no longer than this; and a little on. */
    public Bench rest(Duration most) {
        Duration gone = Duration.ZERO;
        while (gone.compareTo(most) < 0 && !isQuiet()) {
            advance(STEP);
            gone = gone.plus(STEP);
        }
        return advance(STEP);
    }

    private boolean isQuiet() {
        return coordinator.archive().records().stream()
                .allMatch(record -> record.status().isTerminal());
    }

    public CascadeRecord record(Ledger ledger) {
        return ledger.snapshot();
    }

    public ResourceStatus status(String id) {
        return coordinator.statuses().getOrDefault(id, ResourceStatus.UNKNOWN);
    }
}
