// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.model.TimeLimits;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureTest {

    private final Bench bench = new Bench();

    private CascadeRecord failed(Ledger cascade) {
        CascadeRecord record = cascade.snapshot();
        assertThat(record.status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(bench.sink().events())
                .filteredOn(event -> event.type().equals("cascade-error"))
                .hasSize(1);
        return record;
    }

    @Test
    @DisplayName("S1-32 a step that takes too long fails with TIMEOUT; what was started stays up")
    void timesOutWithoutRollback() {
        bench.script("vm").neverHealthy();
        bench.open(
                bench.resource("nas"),
                bench.resource("vm").host("nas"),
                bench.resource("app").host("vm"));

        Ledger cascade = bench.start("app");
        bench.advanceSeconds(29);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(2);

        CascadeRecord record = failed(cascade);
        assertThat(record.failedStep()).isEqualTo(2);
        assertThat(record.errorCode()).isEqualTo("TIMEOUT");
        assertThat(record.errorMessage()).isEqualTo("vm: not online within 30 s: connection refused");
        assertThat(record.steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.DONE, StepState.FAILED, StepState.ABANDONED);
        assertThat(bench.status("nas")).isEqualTo(ResourceStatus.ONLINE);
        assertThat(bench.status("vm")).isEqualTo(ResourceStatus.ERROR);
        assertThat(bench.log()).containsExactly("start nas", "start vm");
        assertThat(cascade.completion().join()).isInstanceOf(CascadeOutcome.Failed.class);
    }

    @Test
    void aResourcesOwnLimitComesFirst() {
        bench.script("vm").neverHealthy();
        bench.open(bench.resource("vm").limits(new TimeLimits(Optional.of(Duration.ofSeconds(90)), Optional.empty())));

        Ledger cascade = bench.start("vm");
        bench.advanceSeconds(80);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(11);

        assertThat(failed(cascade).errorCode()).isEqualTo("TIMEOUT");
    }

    @Test
    @DisplayName("S1-32 the limit covers a connector that hangs, also one that does not heed its interruption")
    void timesOutAHangingConnector() {
        bench.script("db").hangsInStart(false);
        bench.open(bench.resource("db"));

        Ledger cascade = bench.start("db");
        bench.advanceSeconds(31);

        assertThat(failed(cascade).errorMessage()).isEqualTo("db: the connector did not return within 30 s");
    }

    @Test
    @DisplayName("S1-32 the limit covers the probe itself")
    void timesOutAHangingProbe() {
        bench.script("db").hangsInProbe();
        bench.open(bench.resource("db"));

        Ledger cascade = bench.start("db");
        bench.advanceSeconds(40);

        assertThat(failed(cascade).errorCode()).isEqualTo("TIMEOUT");
    }

    @Test
    void nothingIsDoneWhileAnEarlierCallHangs() {
        bench.script("db").hangsInStart(false);
        bench.open(bench.resource("db"));
        bench.start("db");
        bench.advanceSeconds(31);
        bench.script("db").recovers();

        Ledger second = bench.start("db");
        bench.advanceSeconds(10);
        assertThat(bench.log()).containsExactly("start db");
        bench.workers().releaseStubborn();
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("start db", "start db");
        assertThat(second.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void aCallThatHangsForEverFailsTheNextAction() {
        bench.script("db").hangsInStart(false);
        bench.open(bench.resource("db"));
        bench.start("db");
        bench.advanceSeconds(31);

        Ledger second = bench.start("db");
        bench.advanceSeconds(31);

        assertThat(second.snapshot().errorMessage()).isEqualTo("db: an earlier call has not returned within 30 s");
    }

    @Test
    @DisplayName("S1-32 a process that ends while it starts fails at once, with exit code and last output")
    void seesAProcessExitAtOnce() {
        bench.script("web")
                .startTakes(Duration.ofSeconds(20))
                .exitsAfter(Duration.ofSeconds(2), 1)
                .writes("booting", "Address already in use");
        bench.open(bench.resource("web").name("Web"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(4);

        CascadeRecord record = failed(cascade);
        assertThat(record.errorCode()).isEqualTo("PROCESS_EXITED");
        assertThat(record.errorMessage())
                .isEqualTo("Web: it ended with exit code 1 before it was online; "
                        + "last output: booting | Address already in use");
        assertThat(cascade.completion().join())
                .isInstanceOfSatisfying(
                        CascadeOutcome.Failed.class,
                        failed -> assertThat(failed.error().lastOutput())
                                .isEqualTo(List.of("booting", "Address already in use")));
    }

    @Test
    void aConnectorThatReportsAChangeIsLookedAtWithoutDelay() {
        bench.script("web").startTakes(Duration.ofSeconds(20));
        bench.open(bench.resource("web"));
        Ledger cascade = bench.start("web");
        bench.advanceSeconds(10);

        bench.script("web").dies(7);
        bench.coordinator().changed("web");
        bench.loop().settle();

        assertThat(failed(cascade).errorCode()).isEqualTo("PROCESS_EXITED");
    }

    @Test
    @DisplayName("S1-32 S1-37 a connector's code is passed on")
    void passesTheCodeOn() {
        bench.script("nas").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("nas"));

        Ledger cascade = bench.start("nas");
        bench.advanceSeconds(1);

        assertThat(failed(cascade).errorCode()).isEqualTo("HOST_UNREACHABLE");
    }

    @Test
    @DisplayName("S1-32 what nobody foresaw is UNKNOWN_ERROR")
    void namesTheUnforeseen() {
        bench.script("nas").throwsInStart(new IllegalStateException("boom"));
        bench.open(bench.resource("nas"));

        Ledger cascade = bench.start("nas");
        bench.advanceSeconds(1);

        CascadeRecord record = failed(cascade);
        assertThat(record.errorCode()).isEqualTo("UNKNOWN_ERROR");
        assertThat(record.errorMessage()).isEqualTo("nas: java.lang.IllegalStateException: boom");
    }

    @Test
    @DisplayName("S1-32 a connector that cannot start an inactive resource is NO_START_CAPABILITY")
    void namesTheMissingCapability() {
        bench.script("nas").without(false, true);
        bench.open(bench.resource("nas"));

        Ledger cascade = bench.start("nas");
        bench.advanceSeconds(1);

        assertThat(failed(cascade).errorCode()).isEqualTo("NO_START_CAPABILITY");
    }

    @Test
    void whatIsUnderWayIsAwaitedBeforeTheOneEnd() {
        bench.script("slow").startTakes(Duration.ofSeconds(8));
        bench.script("bad").failsToStart("VM_START_FAILED");
        bench.open(bench.resource("web", "slow", "bad"), bench.resource("slow"), bench.resource("bad"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(2);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(10);

        assertThat(failed(cascade).errorCode()).isEqualTo("VM_START_FAILED");
        assertThat(bench.status("slow")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    void theFailureOfASoftNeedIsIgnored() {
        bench.script("cache").failsToStart("HOST_UNREACHABLE");
        bench.open(
                bench.script("web").resource().dependsOn(Dependency.on("index").optional()),
                bench.resource("index", "cache"),
                bench.resource("cache"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(5);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.log()).containsExactly("start cache", "start web");
        assertThat(cascade.snapshot().steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.FAILED, StepState.ABANDONED, StepState.DONE);
        assertThat(bench.sink().events()).noneMatch(event -> event.type().equals("cascade-error"));
    }

    @Test
    void aStopThatHangsTimesOut() {
        bench.script("db").up().hangsInStop(true);
        bench.open(bench.resource("db"));

        Ledger cascade = bench.stop("db");
        bench.advanceSeconds(31);

        assertThat(failed(cascade).errorCode()).isEqualTo("TIMEOUT");
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    void anErrorSaysEachThingOnce() {
        String trouble = "db: ctl: exit code 7\nno space left";
        bench.script("db")
                .throwsInStart(new ConnectorException("START_FAILED", trouble, "script", Map.of(), null))
                .writes("starting", "no space left");
        bench.open(bench.resource("db").name("Database"));

        CascadeRecord record = failed(bench.start("db"));

        assertThat(record.errorMessage()).isEqualTo("Database: ctl: exit code 7\nno space left");
    }
}
