// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random graph in a random world, and a random course of requests, cancellations, confirmations, edits and accidents. */
final class Scenario {

    private final Random random;
    private final boolean rough;
    private final World world = new World();
    private final List<String> ids = new ArrayList<>();
    private final List<Boolean> jobs = new ArrayList<>();
    private final ResourceGraph graph;
    private final int maxParallel;

    private Scenario(long seed, boolean rough) {
        this.random = new Random(seed * 2 + (rough ? 1 : 0));
        this.rough = rough;
        int size = 1 + random.nextInt(10);
        for (int i = 0; i < size; i++) {
            jobs.add(random.nextInt(10) == 0);
        }
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            resources.add(resource("r" + i, jobs.get(i)));
            ids.add("r" + i);
        }
        this.graph = ResourceGraph.of(resources);
        ids.stream()
                .filter(id -> world.resource(id) != null && !graph.isJob(id))
                .forEach(id -> world.resource(id).runsOn());
        this.maxParallel = 1 + random.nextInt(5);
    }

    /** What is wrong with a world. */
    static List<Breach> run(long seed, boolean rough) {
        Scenario scenario = played(seed, rough);
        return new TraceChecker(scenario.graph, scenario.maxParallel, !rough).check(scenario.world.seen());
    }

    /** A world that has come to rest. */
    static Scenario played(long seed, boolean rough) {
        Scenario scenario = new Scenario(seed, rough);
        scenario.play();
        return scenario;
    }

    ResourceGraph graph() {
        return graph;
    }

    List<Seen> seen() {
        return world.seen();
    }

    List<CascadeRecord> records() {
        return world.coordinator().archive().records();
    }

    private Resource resource(String id, boolean job) {
        boolean group = !job && !ids.isEmpty() && random.nextInt(12) == 0;
        Resource.Builder builder = Resource.named(id);
        if (!group) {
            SimResource made = world.add(id, job, rough ? Behaviour.rough(random) : Behaviour.calm(random));
            builder.connector(site -> made).probe(made::probe);
        }
        link(builder);
        if (!group) {
            builder.stopping(new Resource.Stopping(random.nextInt(10) == 0, random.nextInt(6) > 0));
            if (random.nextInt(6) == 0) {
                builder.hostedAtOnce(1 + random.nextInt(2));
            }
            if (rough && random.nextInt(4) == 0) {
                builder.retry(Retry.of(1 + random.nextInt(3), Duration.ofMillis(random.nextInt(2000))));
            }
        }
        return builder.build();
    }

    private void link(Resource.Builder builder) {
        for (int i = 0; i < ids.size(); i++) {
            int link = random.nextInt(7);
            Condition condition =
                    jobs.get(i) ? Condition.COMPLETED : random.nextInt(8) == 0 ? Condition.STARTED : Condition.HEALTHY;
            Dependency need = Dependency.on(ids.get(i)).when(condition);
            if (link == 0 || link == 1) {
                builder.dependsOn(need);
            } else if (link == 2) {
                builder.dependsOn(need.optional());
            }
        }
        if (!ids.isEmpty() && random.nextInt(4) == 0) {
            int host = random.nextInt(ids.size());
            if (!jobs.get(host)) {
                builder.host(ids.get(host));
            }
        }
    }

    private void play() {
        makeSomeUp();
        world.open(graph, maxParallel);
        if (random.nextInt(3) == 0) {
            new PlanIsRun(world).play(request());
        }
        for (int i = 0; i < 8; i++) {
            act();
            world.advance(Duration.ofMillis(random.nextInt(4000)));
        }
        if (random.nextInt(10) > 0) {
            cancelWhatAwaits();
        }
        world.rest();
    }

    /** Mostly, since ten minutes are long. */
    private void cancelWhatAwaits() {
        records().stream()
                .filter(record -> record.status() == CascadeStatus.AWAITING_CONFIRMATION)
                .forEach(record -> world.cancel(record.id(), Duration.ZERO));
    }

    private void makeSomeUp() {
        for (String id : graph.topologicalOrder()) {
            boolean job = jobs.get(ids.indexOf(id));
            if (random.nextBoolean() && world.resource(id) != null && !job && isProvided(id)) {
                world.resource(id).comesUp();
            }
        }
    }

    private boolean isProvided(String id) {
        Truth now = new Truth(graph);
        world.seen().forEach(seen -> now.stands((Seen.Stands) seen));
        return now.lacking(id, 100_000).isEmpty();
    }

    private void act() {
        int choice = random.nextInt(rough ? 16 : 9);
        if (choice < 8) {
            world.request(request());
        } else if (choice == 8) {
            confirmOne();
        } else if (choice == 9) {
            cancelOne();
        } else if (choice < 12) {
            accident();
        } else {
            edit();
        }
    }

    private CascadeRequest request() {
        String target = ids.get(random.nextInt(ids.size()));
        CascadeRequest plain = random.nextBoolean()
                ? CascadeRequest.start(target)
                : CascadeRequest.stop(target, random.nextInt(3) > 0 ? Dependents.STOP : Dependents.REFUSE);
        return rough ? plain.with(options()) : plain;
    }

    private CascadeOptions options() {
        CascadeOptions options = CascadeOptions.DEFAULTS;
        int conduct = random.nextInt(8);
        if (conduct < OnFailure.values().length) {
            options = options.onFailure(List.of(OnFailure.values()).get(conduct));
        }
        if (random.nextInt(6) == 0) {
            options = options.within(Duration.ofMillis(500 + random.nextInt(20_000)));
        }
        if (random.nextInt(10) == 0) {
            options = options.once("k" + random.nextInt(3));
        }
        return random.nextInt(8) == 0 ? options.replacing() : options;
    }

    private void confirmOne() {
        List<String> all = world.cascades();
        if (!all.isEmpty()) {
            world.confirm(all.get(random.nextInt(all.size())));
        }
    }

    private void cancelOne() {
        List<String> all = world.cascades();
        if (!all.isEmpty()) {
            world.cancel(
                    all.get(random.nextInt(all.size())),
                    Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(5000)));
        }
    }

    /** Something that runs dies; the engine is told or finds out. */
    private void accident() {
        String id = ids.get(random.nextInt(ids.size()));
        SimResource one = world.resource(id);
        if (one != null && one.state() == Seen.State.HEALTHY) {
            one.dies();
            if (random.nextBoolean()) {
                world.coordinator().changed(id);
            }
        }
    }

    /** One resource needs another one more, or one less. */
    private void edit() {
        ResourceGraph now = world.coordinator().graph();
        int index = random.nextInt(ids.size());
        Resource old = now.resource("r" + index);
        Resource.Builder changed = Resource.named(old.id())
                .stopping(old.stopping())
                .retry(old.steps().retry());
        old.connector().ifPresent(changed::connector);
        old.health().ifPresent(health -> changed.probe(health.probe(), health.options()));
        old.host().ifPresent(changed::host);
        old.steps().hostedAtOnce().ifPresent(changed::hostedAtOnce);
        old.dependencies().stream().skip(random.nextInt(2)).forEach(changed::dependsOn);
        if (index > 0 && random.nextBoolean()) {
            int other = random.nextInt(index);
            boolean known =
                    old.dependencies().stream().anyMatch(need -> need.on().equals("r" + other));
            if (!known && !jobs.get(other)) {
                changed.dependsOn("r" + other);
            }
        }
        world.edit(changed.build());
    }
}
