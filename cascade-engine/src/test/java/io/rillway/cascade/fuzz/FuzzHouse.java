// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Retry;
import io.rillway.cascade.probe.ProbeOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes graphs at random, and changes them. A resource needs only those with a lower number. */
final class FuzzHouse {

    static final int SIZE = 9;

    private static final ProbeOptions QUICK =
            ProbeOptions.defaults().withTimes(Duration.ofMillis(20), Duration.ofSeconds(2));

    private final FuzzWorld world;

    private FuzzHouse(FuzzWorld world) {
        this.world = world;
    }

    static FuzzHouse of(FuzzWorld world, Random random) {
        IntStream.range(0, SIZE)
                .mapToObj(i -> new FuzzUnit("r" + i, world, random.nextInt(3) == 0, new Random(random.nextLong())))
                .forEach(world::add);
        return new FuzzHouse(world);
    }

    ResourceGraph graph(Random random) {
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            resources.add(resource(i, random));
        }
        return ResourceGraph.of(resources);
    }

    static String anyId(Random random) {
        return "r" + random.nextInt(SIZE);
    }

    /** The resource of that number, linked anew. */
    Resource resource(int number, Random random) {
        String id = "r" + number;
        Resource.Builder builder = Resource.named(id).name(id + " of " + random.nextInt(100));
        boolean group = number > 2 && number % 7 == 3;
        if (!group) {
            FuzzUnit unit = world.unit(id);
            builder.connector(unit.source());
            if (number % 2 == 0) {
                builder.probe(unit::probe, QUICK);
            }
        }
        link(builder, number, random);
        return group ? builder.build() : furnish(builder, random);
    }

    private static void link(Resource.Builder builder, int number, Random random) {
        for (int other = 0; other < number; other++) {
            int luck = random.nextInt(8);
            Dependency need = Dependency.on("r" + other);
            if (luck < 2) {
                builder.dependsOn(need);
            } else if (luck == 2) {
                builder.dependsOn(need.optional());
            }
        }
        if (number > 0 && random.nextInt(4) == 0) {
            builder.host("r" + random.nextInt(number));
        }
    }

    private static Resource furnish(Resource.Builder builder, Random random) {
        builder.stopping(new Resource.Stopping(random.nextInt(8) == 0, random.nextInt(6) > 0));
        if (random.nextInt(5) == 0) {
            builder.hostedAtOnce(1 + random.nextInt(2));
        }
        if (random.nextInt(4) == 0) {
            builder.retry(Retry.of(1 + random.nextInt(3), Duration.ofMillis(random.nextInt(20))));
        }
        return builder.build();
    }
}
