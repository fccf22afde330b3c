// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Retry;
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

    /** Found by a random world: the second start of the queue was taken for the end of another wait. */
    @Test
    void whatWasStartedTwiceIsWaitedForOnce() {
        bench.script("slow").startTakes(Duration.ofSeconds(5));
        bench.script("slower").startTakes(Duration.ofSeconds(25));
        bench.script("queue").startTakes(Duration.ofSeconds(20));
        bench.open(
                bench.resource("db"),
                bench.resource("slow"),
                bench.resource("slower"),
                bench.resource("queue", "db").retry(Retry.of(3, Duration.ofSeconds(1))),
                bench.resource("web", "slow", "slower")
                        .dependsOn(Dependency.on("queue").when(Condition.STARTED)));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(2);
        dies("db");
        dies("queue");
        bench.advanceSeconds(60);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.log().stream().filter("start queue"::equals)).hasSize(2);
        assertThat(bench.log()).endsWith("start web").containsOnlyOnce("start web");
        StepRecord web = cascade.snapshot().steps().stream()
                .filter(step -> step.resourceId().equals("web"))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(cascade.snapshot().startedAt(), web.startedAt()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void whatHasStartedAlreadyIsNotWaitedForByWhatIsStartedAgain() {
        bench.script("slow").startTakes(Duration.ofSeconds(5));
        bench.script("queue").startTakes(Duration.ofSeconds(20));
        bench.open(
                bench.resource("queue"),
                bench.resource("slow"),
                bench.resource("api").dependsOn(Dependency.on("queue").when(Condition.STARTED)),
                bench.resource("web", "api", "slow"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(2);
        dies("api");
        bench.advanceSeconds(10);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        assertThat(bench.log())
                .containsSubsequence("start queue", "start api", "start api", "start web")
                .endsWith("start web");
        bench.advanceSeconds(15);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }
}
