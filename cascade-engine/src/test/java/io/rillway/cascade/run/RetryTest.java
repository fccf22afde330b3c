// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Retry;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTest {

    private static final Retry THREE = Retry.of(3, Duration.ofSeconds(2));

    private final Bench bench = new Bench();

    @Test
    void triesAgainAfterARestThatGrows() {
        bench.script("db").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("db").retry(THREE));

        Ledger cascade = bench.start("db");
        assertThat(bench.log()).hasSize(1);
        bench.advance(Duration.ofMillis(2100));
        assertThat(bench.log()).hasSize(2);
        bench.advance(Duration.ofMillis(3800));
        assertThat(bench.log()).hasSize(2);
        bench.script("db").recovers();
        bench.advanceSeconds(1);

        assertThat(bench.log()).hasSize(3);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(cascade.snapshot().steps())
                .singleElement()
                .extracting(StepRecord::state, StepRecord::attempts)
                .containsExactly(StepState.DONE, 3);
    }

    @Test
    void failsWithTheLastErrorOnceAllTriesAreUsed() {
        bench.script("db").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("db").retry(THREE));

        Ledger cascade = bench.start("db");
        bench.advanceSeconds(30);

        assertThat(bench.log()).hasSize(3);
        assertThat(cascade.snapshot().errorCode()).isEqualTo("HOST_UNREACHABLE");
        assertThat(bench.sink().events())
                .filteredOn(event -> event.type().equals("cascade-error"))
                .hasSize(1);
    }

    @Test
    void eachTryHasItsOwnLimitAndWhatRunsAlreadyIsNotOrderedAgain() {
        bench.script("db").neverHealthy();
        bench.open(bench.resource("db").retry(Retry.of(2, Duration.ZERO)));

        Ledger cascade = bench.start("db");
        bench.advanceSeconds(45);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(17);

        assertThat(bench.log()).hasSize(1);

        assertThat(cascade.snapshot().errorCode()).isEqualTo("TIMEOUT");
    }

    @Test
    void waitsForACallThatHangsBeforeItTriesAgain() {
        bench.script("db").hangsInStart(false);
        bench.open(bench.resource("db").retry(Retry.of(2, Duration.ZERO)));

        Ledger cascade = bench.start("db");
        bench.advanceSeconds(40);
        assertThat(bench.log()).hasSize(1);
        bench.script("db").recovers();
        bench.workers().releaseStubborn();
        bench.advanceSeconds(2);

        assertThat(bench.log()).hasSize(2);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void whatCanNeverWorkIsNotTriedAgain() {
        bench.script("db").without(false, true);
        bench.open(bench.resource("db").retry(THREE));

        Ledger cascade = bench.start("db");
        bench.advanceSeconds(1);

        assertThat(cascade.snapshot().errorCode()).isEqualTo("NO_START_CAPABILITY");
    }

    @Test
    void aCancelledRestIsOver() {
        bench.script("db").failsToStart("HOST_UNREACHABLE");
        bench.open(bench.resource("db").retry(THREE));
        Ledger cascade = bench.start("db");

        bench.coordinator().cancel(cascade.id(), "enough", Duration.ZERO);
        bench.advanceSeconds(60);

        assertThat(bench.log()).hasSize(1);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
    }

    @Test
    void aStopIsTriedAgainToo() {
        bench.script("db").up().failsToStop("HOST_UNREACHABLE");
        bench.open(bench.resource("db").retry(THREE));

        Ledger cascade = bench.stop("db");
        bench.script("db").recovers();
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("stop db", "stop db");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }
}
