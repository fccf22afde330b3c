// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.Dependency.Condition;
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

    private List<String> row(Edges edges, String id) {
        int number = graph.number(id);
        return IntStream.range(edges.from(number), edges.to(number))
                .mapToObj(place -> graph.id(edges.at(place)))
                .toList();
    }

    @Test
    void numbersResourcesSoThatTheyNeedLowerNumbersOnly() {
        for (int number = 0; number < graph.size(); number++) {
            assertThat(graph.number(graph.id(number))).isEqualTo(number);
            assertThat(graph.host(number)).isLessThan(number);
            for (int i = graph.needs().from(number); i < graph.needs().to(number); i++) {
                assertThat(graph.needs().at(i)).isLessThan(number);
            }
        }
        assertThat(graph.number("nobody")).isEqualTo(Topology.NONE);
    }

    @Test
    void listsResourcesInTheOrderTheyWereGiven() {
        assertThat(graph.ids()).containsExactly("web", "all", "db", "cache", "vm");
        assertThat(graph.resources()).extracting(Resource::id).containsExactly("web", "all", "db", "cache", "vm");
        assertThat(graph.order()).containsExactly("cache", "vm", "db", "web", "all");
    }

    @Test
    void hasARowForEachEndOfEachKindOfLink() {
        assertThat(row(graph.needs(), "web")).containsExactly("db", "cache");
        assertThat(row(graph.dependents(), "db")).containsExactly("web", "all");
        assertThat(row(graph.requirers(), "cache")).isEmpty();
        assertThat(row(graph.dependents(), "cache")).containsExactly("web");
        assertThat(row(graph.hosted(), "vm")).containsExactly("db", "web");
        assertThat(row(graph.groups(), "web")).containsExactly("all");
        assertThat(graph.hosted().count(graph.number("vm"))).isEqualTo(2);
        assertThat(graph.host(graph.number("web"))).isEqualTo(graph.number("vm"));
        assertThat(graph.host(graph.number("vm"))).isEqualTo(Topology.NONE);
    }

    @Test
    void findsWhatIsUpstreamByNumber() {
        assertThat(graph.upstream(graph.number("db"))).containsExactly(graph.number("vm"), graph.number("db"));
        assertThat(graph.upstream(graph.number("all"))).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void standsOnItsNeedsAndItsHostEachOnce() {
        assertThat(graph.footing(graph.number("web")).ids()).containsExactly("db", "cache", "vm");
        assertThat(graph.footing(graph.number("cache"))).isEqualTo(new Footing(LinkRow.EMPTY, List.of()));
        Topology both = ResourceGraph.of(List.of(
                        Resource.named("vm").build(),
                        Resource.named("app")
                                .host("vm")
                                .dependsOn(Dependency.on("vm").optional().when(Condition.STARTED))
                                .build()))
                .topology();

        Footing footing = both.footing(both.number("app"));

        assertThat(footing.ids()).containsExactly("vm");
        assertThat(footing.links().at(0)).isEqualTo(new Link(both.number("vm"), true, Condition.HEALTHY));
    }
}
