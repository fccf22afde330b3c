// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Every graph of a size, by its number: each resource needs any of those before it, and runs on one of them or on none. Every
 * graph without a cycle is one of these, for its resources can be named in the order of their needs.
 */
final class SmallGraphs {

    private final int size;
    private final boolean hosts;

    SmallGraphs(int size, boolean hosts) {
        this.size = size;
        this.hosts = hosts;
    }

    /** How many there are. */
    int count() {
        int count = 1;
        for (int i = 0; i < size; i++) {
            count *= choices(i);
        }
        return count;
    }

    private int choices(int i) {
        return (1 << i) * (hosts ? i + 1 : 1);
    }

    /** What is wrong with the worlds of a graph: the requests one after another, and all at once. */
    List<Breach> check(int number) {
        List<Breach> breaches = new ArrayList<>();
        breaches.addAll(play(number, false, world -> {
            startTop(world);
            stopBottom(world);
        }));
        breaches.addAll(play(number, false, this::startAll));
        breaches.addAll(play(number, true, this::stopAll));
        breaches.addAll(play(number, true, this::mix));
        return breaches;
    }

    private List<Breach> play(int number, boolean up, Consumer<World> course) {
        World world = new World();
        ResourceGraph graph = graph(number, world, new Random(number));
        if (up) {
            graph.topologicalOrder().forEach(id -> world.resource(id).comesUp());
        }
        int parallel = 1 + number % 3;
        world.open(graph, parallel);
        course.accept(world);
        world.rest();
        return new TraceChecker(graph, parallel, true).check(world.seen());
    }

    private ResourceGraph graph(int number, World world, Random random) {
        List<Resource> resources = new ArrayList<>();
        int rest = number;
        for (int i = 0; i < size; i++) {
            int choice = rest % choices(i);
            rest /= choices(i);
            Behaviour calm = Behaviour.calm(random);
            SimResource made = world.add("r" + i, false, calm);
            Resource.Builder builder =
                    Resource.named("r" + i).connector(site -> made).probe(made::probe);
            for (int need = 0; need < i; need++) {
                if ((choice >> need & 1) == 1) {
                    builder.dependsOn("r" + need);
                }
            }
            int host = choice >> i;
            if (host > 0) {
                builder.host("r" + (host - 1));
            }
            resources.add(builder.build());
        }
        return ResourceGraph.of(resources);
    }

    private void startTop(World world) {
        new PlanIsRun(world).play(CascadeRequest.start("r" + (size - 1)));
    }

    private void stopBottom(World world) {
        new PlanIsRun(world).play(CascadeRequest.stop("r0", Dependents.STOP));
    }

    private void startAll(World world) {
        for (int i = size - 1; i >= 0; i--) {
            world.request(CascadeRequest.start("r" + i));
            world.advance(Duration.ofMillis(700));
        }
    }

    private void stopAll(World world) {
        for (int i = 0; i < size; i++) {
            world.request(CascadeRequest.stop("r" + i, i % 2 == 0 ? Dependents.REFUSE : Dependents.STOP));
            world.advance(Duration.ofMillis(700));
        }
    }

    private void mix(World world) {
        for (int i = 0; i < size; i++) {
            world.request(CascadeRequest.stop("r" + (size - 1 - i), Dependents.STOP));
            world.request(CascadeRequest.start("r" + i));
            world.advance(Duration.ofMillis(1500));
        }
    }
}
