// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollbackTest {

    private static final CascadeOptions ROLLBACK = CascadeOptions.DEFAULTS.onFailure(OnFailure.ROLLBACK);

    private final Bench bench = new Bench();

    private Ledger start(String id) {
        return bench.run(CascadeRequest.start(id).with(ROLLBACK));
    }

    @Test
    void undoesWhatItDidTheLastFirst() {
        bench.script("web").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("disk"), bench.resource("db", "disk"), bench.resource("web", "db"));

        Ledger cascade = start("web");
        bench.advanceSeconds(10);

        assertThat(bench.log()).containsExactly("start disk", "start db", "start web", "stop db", "stop disk");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(cascade.snapshot().errorCode()).isEqualTo("HOST_UNREACHABLE");
        assertThat(cascade.snapshot().steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.ROLLED_BACK, StepState.ROLLED_BACK, StepState.FAILED);
        assertThat(cascade.snapshot().completedSteps()).isZero();
        assertThat(bench.sink().on("cascade/c1"))
                .filteredOn(event -> event.type().equals("cascade-error"))
                .hasSize(1);
        assertThat(bench.sink().on("cascade/c1"))
                .last()
                .matches(event -> event.type().equals("cascade-error"));
    }

    @Test
    void stopsWhatWasStartedAndNeverBecameHealthy() {
        bench.script("web").neverHealthy();
        bench.open(bench.resource("db"), bench.resource("web", "db"));

        start("web");
        bench.advanceSeconds(40);

        assertThat(bench.log()).containsExactly("start db", "start web", "stop web", "stop db");
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void leavesWhatWasUpBefore() {
        bench.script("disk").up();
        bench.script("web").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("disk"), bench.resource("db", "disk"), bench.resource("web", "db"));

        start("web");
        bench.advanceSeconds(10);

        assertThat(bench.log()).containsExactly("start db", "start web", "stop db");
    }

    @Test
    void leavesWhatAnotherCascadeCountsOn() {
        bench.script("db").startTakes(Duration.ofSeconds(3));
        bench.script("web").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));

        Ledger web = start("web");
        bench.advanceSeconds(1);
        Ledger api = bench.start("api");
        bench.advanceSeconds(20);

        assertThat(api.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(web.snapshot().steps().get(0).reason()).isEqualTo("another cascade counts on it");
        assertThat(bench.log()).doesNotContain("stop db");
    }

    @Test
    void leavesWhatSomebodyActiveNeeds() {
        bench.script("web").startTakes(Duration.ofSeconds(3)).exitsAfter(Duration.ofSeconds(2), 1);
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));

        Ledger web = start("web");
        bench.advanceSeconds(1);
        bench.script("api").up();
        bench.advanceSeconds(20);

        assertThat(bench.log()).containsExactly("start db", "start web", "stop web");
        assertThat(web.snapshot().steps().get(0).reason()).isEqualTo("needed by api");
    }

    @Test
    void nobodyBuildsOnWhatIsBeingUndone() {
        bench.script("db").hangsInStop(true);
        bench.script("web").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        Ledger cascade = start("web");
        bench.advanceSeconds(2);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);

        assertThatThrownBy(() -> bench.start("web"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.CASCADE_IN_PROGRESS));
        bench.coordinator().cancel(cascade.id(), "enough", Duration.ZERO);
        bench.advanceSeconds(1);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(cascade.snapshot().errorCode()).isEqualTo("HOST_UNREACHABLE");
        bench.script("web").recovers();
        bench.start("web");
    }

    @Test
    void anUndoThatFailsIsStatedAndLeavesWhatItNeeds() {
        bench.script("db").failsToStop("BROKEN");
        bench.script("web").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("disk"), bench.resource("db", "disk"), bench.resource("web", "db"));

        Ledger cascade = start("web");
        bench.advanceSeconds(10);

        assertThat(bench.log()).containsExactly("start disk", "start db", "start web", "stop db");
        assertThat(cascade.snapshot().errorCode()).isEqualTo("HOST_UNREACHABLE");
        assertThat(cascade.snapshot().steps())
                .extracting(StepRecord::reason)
                .containsExactly("db failed", "could not be undone: db: refused", "web: refused");
    }

    @Test
    void aStopStartsAgainWhatItStopped() {
        bench.script("db").up().failsToStop("BROKEN");
        bench.script("web").up();
        bench.open(bench.resource("db"), bench.resource("web", "db"));

        Ledger cascade = bench.run(CascadeRequest.stop("db", Dependents.STOP).with(ROLLBACK));
        bench.advanceSeconds(10);

        assertThat(bench.log()).startsWith("stop web", "stop db").endsWith("start web");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.ONLINE);
    }
}
