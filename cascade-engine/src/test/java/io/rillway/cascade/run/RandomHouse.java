// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small random house: needs, soft needs and hosts, some of it up, some of it slow, some of it broken. */
final class RandomHouse {

    private final Random random;
    private final Bench bench = new Bench();
    private final List<String> ids = new ArrayList<>();
    private final ResourceGraph graph;

    RandomHouse(long seed, boolean broken) {
        random = new Random(seed);
        int size = 1 + random.nextInt(8);
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            resources.add(resource("r" + i));
            ids.add("r" + i);
        }
        graph = ResourceGraph.of(resources);
        makeConsistent(broken);
        bench.maxParallel(1 + random.nextInt(4)).open(graph);
    }

    private Resource resource(String id) {
        boolean group = !ids.isEmpty() && random.nextInt(8) == 0;
        Resource.Builder builder = group ? Resource.named(id) : bench.script(id).resource();
        for (String other : ids) {
            int link = random.nextInt(6);
            if (link == 0) {
                builder.dependsOn(other);
            } else if (link == 1) {
                builder.dependsOn(Dependency.on(other).optional());
            }
        }
        if (!ids.isEmpty() && random.nextInt(4) == 0) {
            builder.host(ids.get(random.nextInt(ids.size())));
        }
        return builder.stopping(new Resource.Stopping(false, random.nextInt(6) > 0))
                .build();
    }

    /** What is up has everything up that it needs hard. */
    private void makeConsistent(boolean broken) {
        for (String id : graph.topologicalOrder()) {
            bench.script(id).startTakes(Duration.ofMillis(random.nextInt(4000)));
            if (broken && random.nextInt(8) == 0) {
                bench.script(id).failsToStart("BROKEN");
            }
            if (broken && random.nextInt(8) == 0) {
                bench.script(id).failsToStop("BROKEN");
            }
            if (random.nextBoolean() && Checker.needs(graph, id).stream().allMatch(this::isUp)) {
                bench.script(id).up();
            }
        }
    }

    private boolean isUp(String id) {
        return bench.script(id).isRunning();
    }

    Random random() {
        return random;
    }

    Bench bench() {
        return bench;
    }

    ResourceGraph graph() {
        return graph;
    }

    String any() {
        return ids.get(random.nextInt(ids.size()));
    }
}
