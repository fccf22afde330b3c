// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.Script;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph of 100 000 resources and 500 000 edges, planned and run; nothing here may grow faster than the graph. */
class LargeTest {

    private static final int SIZE = 100_000;

    @Test
    void startsOneHundredThousandResources() {
        Bench bench = new Bench().maxParallel(1000);
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            Script script = bench.script("r" + i);
            Resource.Builder resource = Resource.named("r" + i).connector(script.source());
            for (int k = 1; k <= Math.min(i, 5); k++) {
                resource.dependsOn("r" + Math.floorMod(i - 1 - (k - 1) * 97, i));
            }
            resources.add(resource.build());
        }
        ResourceGraph graph = ResourceGraph.of(
                resources.stream().map(LargeTest::withoutRepeats).toList());
        bench.open(graph);

        Ledger cascade = bench.start("r" + (SIZE - 1));
        bench.loop().settle();

        CascadeRecord record = cascade.snapshot();
        assertThat(record.status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(record.completedSteps()).isEqualTo(SIZE);
        assertThat(bench.log()).hasSize(SIZE);
    }

    @Test
    void aGroupOfManyStandsAsItsMembersDo() {
        int members = 20_000;
        Bench bench = new Bench().maxParallel(1000);
        Resource.Builder[] resources = new Resource.Builder[members + 1];
        resources[members] = Resource.named("all");
        for (int i = 0; i < members; i++) {
            resources[i] = bench.resource("m" + i);
            resources[members].dependsOn("m" + i);
        }
        bench.open(resources);

        bench.start("all");
        bench.loop().settle();

        assertThat(bench.status("all")).isEqualTo(ResourceStatus.ONLINE);
        bench.script("m7").dies(1);
        bench.coordinator().changed("m7");
        bench.loop().settle();
        assertThat(bench.status("all")).isEqualTo(ResourceStatus.DEGRADED);
    }

    private static Resource withoutRepeats(Resource resource) {
        Resource.Builder builder = Resource.named(resource.id());
        resource.connector().ifPresent(builder::connector);
        resource.dependencies().stream().distinct().forEach(builder::dependsOn);
        return builder.build();
    }
}
