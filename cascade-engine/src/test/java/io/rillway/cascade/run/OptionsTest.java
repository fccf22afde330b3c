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

class OptionsTest {

    private static final CascadeOptions DEFAULTS = CascadeOptions.DEFAULTS;

    private final Bench bench = new Bench();

    @Test
    void theDeadlineCoversTheWholeCascade() {
        bench.script("db").startTakes(Duration.ofSeconds(6));
        bench.script("web").startTakes(Duration.ofSeconds(20));
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("top", "web"));

        Ledger cascade = bench.run(CascadeRequest.start("top").with(DEFAULTS.within(Duration.ofSeconds(10))));
        bench.advanceSeconds(9);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(2);

        assertThat(cascade.snapshot().errorCode()).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(cascade.snapshot().errorMessage()).isEqualTo("top: not done within 10 s; under way: web");
        assertThat(cascade.snapshot().failedStep()).isEqualTo(2);
        assertThat(cascade.snapshot().steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.DONE, StepState.FAILED, StepState.ABANDONED);
        bench.advanceSeconds(60);
        assertThat(bench.sink().on("cascade/c1"))
                .filteredOn(event -> event.type().equals("cascade-error"))
                .hasSize(1);
        assertThat(bench.loop().alarms()).isLessThanOrEqualTo(4);
    }

    @Test
    void aCascadeThatIsInTimeHearsNothingOfItsDeadline() {
        bench.open(bench.resource("db"));

        Ledger cascade = bench.run(CascadeRequest.start("db").with(DEFAULTS.within(Duration.ofSeconds(10))));
        bench.advanceSeconds(60);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void aStartGoesOnElsewhereIfItIsToldTo() {
        bench.script("bad").failsToStart("VM_START_FAILED");
        bench.script("slow").startTakes(Duration.ofSeconds(3));
        bench.open(
                bench.resource("bad"),
                bench.resource("onBad", "bad"),
                bench.resource("behind", "onBad"),
                bench.resource("slow"),
                bench.resource("onSlow", "slow"),
                bench.resource("web", "behind", "onSlow"));

        Ledger cascade = bench.run(CascadeRequest.start("web").with(DEFAULTS.onFailure(OnFailure.CONTINUE)));
        bench.advanceSeconds(20);

        assertThat(bench.log()).containsExactlyInAnyOrder("start bad", "start slow", "start onSlow");
        assertThat(cascade.snapshot().errorCode()).isEqualTo("VM_START_FAILED");
        assertThat(cascade.snapshot().steps())
                .filteredOn(step -> step.state() == StepState.ABANDONED)
                .extracting(StepRecord::resourceId, StepRecord::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("onBad", "bad failed"),
                        org.assertj.core.groups.Tuple.tuple("behind", "bad failed"),
                        org.assertj.core.groups.Tuple.tuple("web", "bad failed"));
    }

    @Test
    void aStopEndsAtTheFirstFailureIfItIsToldTo() {
        for (String id : new String[] {"box", "one", "two", "other"}) {
            bench.script(id).up();
        }
        bench.script("one").failsToStop("HOST_UNREACHABLE");
        bench.maxParallel(1)
                .open(
                        bench.resource("other"),
                        bench.resource("box"),
                        bench.resource("one").host("box"),
                        bench.resource("two", "other").host("box"));

        Ledger cascade = bench.run(CascadeRequest.stop("box").with(DEFAULTS.onFailure(OnFailure.FAIL_FAST)));
        bench.advanceSeconds(5);

        assertThat(cascade.snapshot().errorCode()).isEqualTo("HOST_UNREACHABLE");
        assertThat(bench.log()).doesNotContain("stop box", "stop other");
    }

    @Test
    void aRepetitionWithTheKeyFindsTheFirstAlsoWhenItHasEnded() {
        bench.script("db").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"), bench.resource("web"));
        CascadeRequest once = CascadeRequest.start("db").with(DEFAULTS.once("k1"));

        Ledger first = bench.run(once);
        assertThat(bench.run(once)).isSameAs(first);
        bench.advanceSeconds(10);
        assertThat(bench.run(once)).isSameAs(first);
        bench.stop("db");
        bench.advanceSeconds(10);
        assertThat(bench.run(once)).isSameAs(first);

        assertThat(bench.log()).containsExactly("start db", "stop db");
        assertThatThrownBy(() -> bench.run(CascadeRequest.start("web").with(DEFAULTS.once("k1"))))
                .isInstanceOfSatisfying(Refusal.class, e -> {
                    assertThat(e.reason()).isEqualTo(Refusal.Reason.KEY_REUSED);
                    assertThat(e.details()).containsEntry("cascadeId", first.id());
                });
    }

    @Test
    void aRepetitionWithTheKeyFindsTheCascadeThatAnotherRequestHadBegun() {
        bench.script("db").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"), bench.resource("web"));
        CascadeRequest once = CascadeRequest.start("db").with(DEFAULTS.once("k1"));

        Ledger first = bench.start("db");
        assertThat(bench.run(once)).isSameAs(first);
        bench.advanceSeconds(10);
        bench.stop("db");
        bench.advanceSeconds(10);

        assertThat(bench.run(once)).isSameAs(first);
        assertThat(bench.log()).containsExactly("start db", "stop db");
        assertThatThrownBy(() -> bench.run(CascadeRequest.start("web").with(DEFAULTS.once("k1"))))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.KEY_REUSED));
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        bench.script("db").up();
        bench.script("web").up();
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        CascadeRequest once = CascadeRequest.stop("db").with(DEFAULTS.once("k1"));

        assertThatThrownBy(() -> bench.run(once)).isInstanceOf(Refusal.class);
        bench.stop("web");
        bench.advanceSeconds(5);

        assertThat(bench.run(once).id()).isNotNull();
    }

    @Test
    void replacesWhatContradictsIfItIsToldTo() {
        bench.script("db").startTakes(Duration.ofSeconds(20));
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        Ledger start = bench.start("web");
        bench.advanceSeconds(1);

        Ledger stop = bench.run(CascadeRequest.stop("db", Dependents.STOP).with(DEFAULTS.replacing()));
        bench.advanceSeconds(10);

        assertThat(start.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(start.snapshot().errorMessage()).isEqualTo("replaced by a request to stop db; left to itself: db");
        assertThat(stop.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.log()).containsExactly("start db", "stop db");
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void noMoreAtATimeOnOneHostThanItAllows() {
        for (String id : new String[] {"vm1", "vm2", "vm3", "vm4", "else"}) {
            bench.script(id).startTakes(Duration.ofSeconds(3));
        }
        bench.open(
                bench.script("nas").up().resource().hostedAtOnce(2),
                bench.resource("vm1").host("nas"),
                bench.resource("vm2").host("nas"),
                bench.resource("vm3").host("nas"),
                bench.resource("vm4").host("nas"),
                bench.resource("else"),
                bench.resource("web", "vm1", "vm2", "vm3", "vm4", "else"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);
        assertThat(bench.log()).containsExactly("start else", "start vm1", "start vm2");
        bench.advanceSeconds(4);
        assertThat(bench.log()).hasSize(5).contains("start vm3", "start vm4");
        bench.advanceSeconds(20);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }
}
