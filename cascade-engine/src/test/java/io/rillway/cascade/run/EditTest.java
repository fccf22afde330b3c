// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditTest {

    private final Bench bench = new Bench();

    private List<Unit> edit(ResourceGraph next, String differing, Unit... made) {
        Map<String, Unit> units = made.length == 0 ? Map.of() : Map.of(made[0].id(), made[0]);
        return bench.settled(bench.coordinator().edit(next, List.of(differing), units));
    }

    @Test
    void refusesToTouchWhatACascadeTouches() {
        bench.script("db").startTakes(Duration.ofSeconds(10));
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("other"));
        bench.start("web");
        bench.advanceSeconds(1);
        ResourceGraph graph = bench.coordinator().graph();

        assertThatThrownBy(() -> edit(graph.without("web"), "web")).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.reason()).isEqualTo(Refusal.Reason.RESOURCE_BUSY);
            assertThat(e.details()).containsEntry("cascadeId", "c1");
        });
        assertThat(edit(graph.without("other"), "other")).hasSize(1);
        bench.advanceSeconds(30);
        edit(bench.coordinator().graph().without("web"), "web");
        assertThat(bench.coordinator().statuses()).containsOnlyKeys("db");
    }

    @Test
    void whatIsNewIsLookedAtAtOnce() {
        bench.open(bench.resource("db"));
        Resource cache = bench.script("cache").up().resource().build();

        edit(bench.coordinator().graph().with(cache), "cache", new Unit(cache, Optional.of(bench.script("cache"))));

        assertThat(bench.status("cache")).isEqualTo(ResourceStatus.ONLINE);
        bench.stop("cache");
        bench.advanceSeconds(2);
        assertThat(bench.status("cache")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void whatIsGoneIsNotLookedAtAnyMore() {
        bench.script("db").up();
        bench.open(bench.resource("db"));

        edit(bench.coordinator().graph().without("db"), "db");
        bench.advanceSeconds(60);

        assertThat(bench.loop().alarms()).isZero();
    }

    @Test
    void refusesALinkToWhatACascadeTouches() {
        bench.script("db").up().hangsInStop(true);
        bench.script("web").up();
        bench.open(bench.resource("db"), bench.resource("web"));
        bench.stop("db");
        bench.advanceSeconds(1);
        ResourceGraph graph = bench.coordinator().graph();

        assertThatThrownBy(() -> edit(graph.with(bench.resource("web", "db").build()), "web"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.RESOURCE_BUSY));
    }
}
