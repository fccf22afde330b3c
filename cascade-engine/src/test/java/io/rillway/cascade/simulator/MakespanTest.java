// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.probe.ProbeOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How long a start takes in virtual time, over what no schedule could go below: the longest way through the graph, and the
 * work over what may be done at one time. More graphs with {@code -Pproof-simulator}. Calls return when the resource is up, so that nothing of it is waiting for a look.
 */
class MakespanTest {

    private static final int SIZE = 60;
    private static final ProbeOptions SELDOM =
            ProbeOptions.defaults().withTimes(Duration.ofHours(1), Duration.ofSeconds(2));
    private static final boolean ALL = Boolean.getBoolean("rillway.proof");
    private static final int GRAPHS = ALL ? 300 : 8;

    private final List<Long> takes = new ArrayList<>();

    private double ratio(long seed, int parallel) {
        Random random = new Random(seed);
        World world = new World();
        ResourceGraph graph = graph(random, world);
        world.open(graph, parallel);
        world.request(CascadeRequest.start("top"));
        world.rest();
        return (double) makespan(world) / lowerBound(graph, parallel);
    }

    private ResourceGraph graph(Random random, World world) {
        takes.clear();
        List<Resource> resources = new ArrayList<>();
        Resource.Builder top = Resource.named("top");
        for (int i = 0; i < SIZE; i++) {
            long millis = 200L + random.nextInt(5000);
            takes.add(millis);
            SimResource made = world.add(
                    "r" + i,
                    false,
                    new Behaviour(
                            Duration.ofMillis(millis),
                            Duration.ZERO,
                            Duration.ZERO,
                            Duration.ZERO,
                            Behaviour.Fault.NONE,
                            Behaviour.Fault.NONE));
            Resource.Builder builder =
                    Resource.named("r" + i).connector(site -> made).probe(made::probe, SELDOM);
            for (int need = 0; need < i; need++) {
                if (random.nextInt(SIZE) < 3) {
                    builder.dependsOn("r" + need);
                }
            }
            resources.add(builder.build());
            top.dependsOn("r" + i);
        }
        resources.add(top.build());
        return ResourceGraph.of(resources);
    }

    private static long makespan(World world) {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (Seen seen : world.seen()) {
            if (seen instanceof Seen.Called called && called.action() == Action.START) {
                first = Math.min(first, called.at());
            } else if (seen instanceof Seen.Returned returned) {
                last = Math.max(last, returned.at());
            }
        }
        return last - first;
    }

    private double lowerBound(ResourceGraph graph, int parallel) {
        Map<String, Long> ends = new HashMap<>();
        long longest = 0;
        long work = 0;
        for (int i = 0; i < SIZE; i++) {
            long begins = 0;
            for (Dependency need : graph.resource("r" + i).dependencies()) {
                begins = Math.max(begins, ends.getOrDefault(need.on(), 0L));
            }
            ends.put("r" + i, begins + takes.get(i));
            longest = Math.max(longest, begins + takes.get(i));
            work += takes.get(i);
        }
        return Math.max((double) longest, (double) work / parallel);
    }

    @Test
    void takesNoLongerThanTheLongestWayWhereNothingIsLimited() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            assertThat(ratio(seed, 1000)).as("seed %s", seed).isBetween(0.99, 1.05);
        }
    }

    @Test
    void staysWithinGrahamsBoundWhereSoManyAreDoneAtOneTime() {
        for (int parallel = 1; parallel <= 8; parallel++) {
            for (long seed = 0; seed < GRAPHS; seed++) {
                assertThat(ratio(seed, parallel))
                        .as("seed %s, %s at a time", seed, parallel)
                        .isBetween(0.99, 2 - 1.0 / parallel + 0.001);
            }
        }
    }
}
