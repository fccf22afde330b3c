// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A need that goes down while a cascade runs is started again before its user is, and the record says so. */
class ReplanTest {

    private final Bench bench = new Bench();

    private void dies(String id) {
        bench.script(id).dies(1);
        bench.coordinator().changed(id);
        bench.loop().settle();
    }

    @Test
    void startsAgainWhatDiedAfterItWasSkipped() {
        bench.script("db").up();
        bench.script("slow").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"), bench.resource("slow"), bench.resource("web", "db", "slow"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);
        dies("db");
        bench.advanceSeconds(20);

        assertThat(bench.log()).containsExactly("start slow", "start db", "start web");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(cascade.snapshot().replanned()).isEqualTo("web needs db, which went down since it was planned");
        assertThat(cascade.snapshot().steps())
                .extracting(StepRecord::step, StepRecord::resourceId, StepRecord::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "slow", StepState.DONE),
                        org.assertj.core.groups.Tuple.tuple(2, "web", StepState.DONE),
                        org.assertj.core.groups.Tuple.tuple(3, "db", StepState.DONE));
    }

    @Test
    void startsAgainWhatItHasStartedItself() {
        bench.script("slow").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"), bench.resource("slow"), bench.resource("web", "db", "slow"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);
        dies("db");
        bench.advanceSeconds(20);

        assertThat(bench.log()).containsExactly("start db", "start slow", "start db", "start web");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void doesSoOnceAndNotForEver() {
        bench.script("db").up();
        bench.script("slow").startTakes(Duration.ofSeconds(5));
        bench.script("other").startTakes(Duration.ofSeconds(5));
        bench.open(
                bench.resource("db"),
                bench.resource("slow"),
                bench.resource("mid", "db", "slow"),
                bench.script("mid2")
                        .startTakes(Duration.ofSeconds(5))
                        .resource()
                        .dependsOn("mid"),
                bench.resource("web", "db", "mid2"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);
        dies("db");
        bench.advanceSeconds(6);
        assertThat(bench.log()).endsWith("start db", "start mid", "start mid2");
        dies("db");
        bench.advanceSeconds(20);

        assertThat(cascade.snapshot().errorCode()).isEqualTo("DEPENDENCY_LOST");
        assertThat(cascade.snapshot().errorMessage()).isEqualTo("web: lost again: db");
        assertThat(bench.log()).doesNotContain("start web");
    }

    @Test
    void twoWhoNeedItWaitForTheOneNewStep() {
        bench.script("db").up();
        bench.script("slow").startTakes(Duration.ofSeconds(5));
        bench.open(
                bench.resource("db"),
                bench.resource("slow"),
                bench.resource("one", "db", "slow"),
                bench.resource("two", "db", "slow"),
                bench.resource("web", "one", "two"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(1);
        dies("db");
        bench.advanceSeconds(20);

        assertThat(bench.log()).containsExactly("start slow", "start db", "start one", "start two", "start web");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(cascade.snapshot().totalSteps()).isEqualTo(5);
        assertThat(cascade.snapshot().completedSteps()).isEqualTo(5);
    }
}
