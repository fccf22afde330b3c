// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancelTest {

    private final Bench bench = new Bench();

    private void cancel(Ledger cascade) {
        bench.coordinator().cancel(cascade.id(), "somebody cancelled it", Duration.ZERO);
        bench.loop().settle();
    }

    @Test
    void interruptsWhatIsUnderWayAndBeginsNothingMore() {
        bench.script("db").hangsInStart(true);
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);

        cancel(cascade);
        cancel(cascade);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(cascade.snapshot().errorCode()).isEqualTo("CANCELLED");
        assertThat(cascade.snapshot().steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.FAILED, StepState.ABANDONED);
        assertThat(cascade.completion().join()).isInstanceOf(CascadeOutcome.Cancelled.class);
        assertThat(bench.sink().on("cascade/c1"))
                .filteredOn(event -> event.type().equals("cascade-error"))
                .hasSize(1);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.OFFLINE);
        bench.script("db").recovers();
        bench.start("web");
        bench.advanceSeconds(3);
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    void handsOverWhatAnotherCascadeAwaits() {
        bench.script("db").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));
        Ledger web = bench.start("web");
        bench.advanceSeconds(1);
        Ledger api = bench.start("api");
        bench.advanceSeconds(1);

        cancel(web);
        bench.advanceSeconds(10);

        assertThat(web.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(api.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.log()).containsExactly("start db", "start api");
    }

    @Test
    void aCascadeThatHasNotBegunCanBeCancelled() {
        bench.script("slow").startTakes(Duration.ofSeconds(10));
        bench.maxParallel(1).open(bench.resource("slow"), bench.resource("db"));
        bench.start("slow");
        bench.advanceSeconds(1);
        Ledger db = bench.start("db");

        cancel(db);
        bench.advanceSeconds(20);

        assertThat(db.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(bench.log()).containsExactly("start slow");
    }

    @Test
    void whatIsUnderWayMayEndWithinTheGrace() {
        bench.script("quick").startTakes(Duration.ofSeconds(2));
        bench.script("slow").startTakes(Duration.ofSeconds(20));
        bench.open(bench.resource("quick"), bench.resource("slow"), bench.resource("web", "quick", "slow"));
        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);

        bench.coordinator().cancel(cascade.id(), "somebody cancelled it", Duration.ofSeconds(5));
        bench.advanceSeconds(4);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(2);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(cascade.snapshot().errorMessage())
                .isEqualTo("somebody cancelled it; finished: quick; left to itself: slow");
        assertThat(cascade.snapshot().steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.DONE, StepState.FAILED, StepState.ABANDONED);
    }

    @Test
    void endsBeforeTheGraceIsOverOnceNothingIsUnderWay() {
        bench.script("db").startTakes(Duration.ofSeconds(2));
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);

        bench.coordinator().cancel(cascade.id(), "somebody cancelled it", Duration.ofMinutes(5));
        bench.advanceSeconds(3);

        assertThat(cascade.snapshot().errorMessage()).isEqualTo("somebody cancelled it; finished: db");
        assertThat(bench.log()).containsExactly("start db");
        assertThat(bench.start("web").id()).isEqualTo("c2");
    }
}
