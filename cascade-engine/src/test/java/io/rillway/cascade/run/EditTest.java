// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsDoneToWhatWasEditedWhileAnEarlierCallHangs(boolean goes) {
        bench.script("db").hangsInStart(false);
        bench.open(bench.resource("db"));
        Ledger cascade = bench.start("db");
        bench.coordinator().cancel(cascade.id(), "the test says so", Duration.ZERO);
        bench.advanceSeconds(1);
        if (goes) {
            edit(bench.coordinator().graph().without("db"), "db");
        }
        Resource changed = bench.script("db").resource().name("Database").build();
        edit(bench.coordinator().graph().with(changed), "db", new Unit(changed, Optional.of(bench.script("db"))));
        bench.script("db").recovers();

        bench.start("db");
        bench.advanceSeconds(5);
        assertThat(bench.log()).containsExactly("start db");
        bench.workers().releaseStubborn();
        bench.advanceSeconds(5);
        assertThat(bench.log()).containsExactly("start db", "start db");
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
    }

    private Ledger awaiting() {
        bench.script("nas").up();
        bench.open(bench.resource("nas").stopping(new Resource.Stopping(true, true)));
        return bench.stop("nas");
    }

    private Ledger confirm(String id) {
        return bench.settled(bench.coordinator().confirm(id));
    }

    @Test
    void whatIsConfirmedGoesByTheGraphAsItIsThen() {
        Ledger cascade = awaiting();
        Resource vm = bench.script("vm").up().resource().host("nas").build();
        edit(bench.coordinator().graph().with(vm), "vm", new Unit(vm, Optional.of(bench.script("vm"))));

        assertThatThrownBy(() -> confirm(cascade.id())).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.reason()).isEqualTo(Refusal.Reason.NOT_CONFIRMABLE);
            assertThat(((Plan) e.details().get("plan")).steps())
                    .extracting(Plan.Step::resourceId)
                    .containsExactly("vm", "nas");
        });
        assertThat(bench.log()).isEmpty();
        confirm(cascade.id());
        bench.advanceSeconds(5);
        assertThat(bench.log()).containsExactly("stop vm", "stop nas");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void whatIsGoneCannotBeConfirmedAndBlocksNobody() {
        Ledger cascade = awaiting();
        Resource nas = bench.coordinator().graph().resource("nas");
        edit(bench.coordinator().graph().without("nas"), "nas");

        assertThatThrownBy(() -> confirm(cascade.id()))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.NOT_FOUND));
        edit(bench.coordinator().graph().with(nas), "nas", new Unit(nas, Optional.of(bench.script("nas"))));
        bench.start("nas");
        bench.advanceSeconds(700);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(bench.log()).doesNotContain("stop nas");
    }
}
