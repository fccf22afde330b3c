// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private final Topology graph = ResourceGraph.of(List.of(
                    Resource.named("web")
                            .dependsOn("db")
                            .dependsOn(Dependency.on("cache").optional())
                            .host("vm")
                            .build(),
                    Resource.named("all").dependsOn("web", "db").build(),
                    Resource.named("db").host("vm").build(),
                    Resource.named("cache").build(),
                    Resource.named("vm").build()))
            .topology();

    private static int[] row(Edges edges, int number) {
        return IntStream.range(edges.from(number), edges.to(number))
                .map(edges::at)
                .toArray();
    }

    @Test
    void numbersResourcesInTheOrderTheyWereGiven() {
        assertThat(graph.number("web")).isZero();
        assertThat(graph.number("vm")).isEqualTo(4);
        assertThat(graph.id(2)).isEqualTo("db");
        assertThat(graph.number("nobody")).isEqualTo(Topology.NONE);
    }

    @Test
    void hasARowForEachEndOfEachKindOfLink() {
        assertThat(row(graph.needs(), 0)).containsExactly(2, 3);
        assertThat(row(graph.dependents(), 2)).containsExactly(0, 1);
        assertThat(row(graph.requirers(), 3)).isEmpty();
        assertThat(row(graph.dependents(), 3)).containsExactly(0);
        assertThat(row(graph.hosted(), 4)).containsExactly(0, 2);
        assertThat(row(graph.groups(), 0)).containsExactly(1);
        assertThat(graph.hosted().count(4)).isEqualTo(2);
        assertThat(graph.host(0)).isEqualTo(4);
        assertThat(graph.host(4)).isEqualTo(Topology.NONE);
    }

    @Test
    void givesNeedsOneAfterTheOtherAndTheHostLast() {
        assertThat(IntStream.range(0, 4).map(turn -> graph.need(0, turn))).containsExactly(2, 3, 4, Topology.NONE);
        assertThat(graph.need(3, 0)).isEqualTo(Topology.NONE);
    }
}
