// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Plan.Forecast;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A plan says what cannot be made shorter, and how long it is going to take by what its steps took before. */
class ForecastTest {

    private final Bench bench = new Bench();

    private Forecast forecast() {
        return bench.plan(CascadeRequest.start("web")).forecast();
    }

    private void open() {
        bench.script("cache").startTakes(Duration.ofSeconds(2));
        bench.script("db").startTakes(Duration.ofSeconds(8));
        bench.script("web").startTakes(Duration.ofSeconds(3));
        bench.open(bench.resource("cache"), bench.resource("db"), bench.resource("web", "cache", "db"));
    }

    private void startAndStop() {
        bench.start("web");
        bench.advanceSeconds(30);
        bench.run(CascadeRequest.stop("db", Dependents.STOP));
        bench.advanceSeconds(30);
    }

    @Test
    void nothingIsEstimatedBeforeAnythingWasDone() {
        open();

        assertThat(forecast().estimatedMillis()).isNull();
        assertThat(forecast().criticalPath()).hasSize(2).endsWith("web");
    }

    @Test
    void namesTheLongestWayByWhatItsStepsTookBefore() {
        open();
        startAndStop();

        assertThat(forecast().criticalPath()).containsExactly("db", "web");
        assertThat(forecast().estimatedMillis()).isBetween(11_000L, 13_500L);
    }

    @Test
    void whatCannotBeDoneSideBySideTakesLonger() {
        bench.maxParallel(1);
        open();
        startAndStop();

        assertThat(forecast().criticalPath()).containsExactly("db", "web");
        assertThat(forecast().estimatedMillis()).isBetween(13_000L, 17_000L);
    }

    @Test
    void theRestGetsShorterAsStepsEnd() {
        open();
        startAndStop();

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);
        assertThat(cascade.snapshot().remainingMillis()).isBetween(11_000L, 13_500L);
        bench.advanceSeconds(9);
        assertThat(cascade.snapshot().completedSteps()).isGreaterThan(1);
        assertThat(cascade.snapshot().remainingMillis()).isBetween(2500L, 4500L);
    }
}
