// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.run.Ledger;
import io.rillway.cascade.run.Refusal;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.CrashingJournal;
import io.rillway.cascade.testing.CrashingJournal.Way;
import io.rillway.cascade.testing.Disk;
import io.rillway.events.catalog.CascadeEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the next life of an engine makes of what the last one left. */
class RestartTest {

    private final Disk disk = new Disk();
    private Bench bench = new Bench().journal(loop -> new CrashingJournal(disk, loop, Way.AFTER, Integer.MAX_VALUE));

    private Resource.Builder confirmed(String id) {
        return bench.resource(id).stopping(new Resource.Stopping(true, true));
    }

    private void restart(OnRestart what, Resource.Builder... resources) {
        bench = new Bench(bench)
                .journal(loop -> new CrashingJournal(disk, loop, Way.AFTER, Integer.MAX_VALUE))
                .onRestart(what);
        bench.open(resources);
    }

    private CascadeRecord record(String id) {
        return bench.coordinator().archive().find(id).map(Ledger::snapshot).orElseThrow();
    }

    /** The db is being started, the cache is up. */
    private Resource.Builder[] half() {
        bench.script("db").startTakes(Duration.ofSeconds(20));
        return house();
    }

    private Resource.Builder[] house() {
        return new Resource.Builder[] {
            bench.resource("cache"), bench.resource("db"), bench.resource("web", "cache", "db")
        };
    }

    @Test
    void goesOnWithWhatIsLeftAndCountsOn() {
        bench.open(half());
        bench.start("web");
        bench.advanceSeconds(3);

        restart(OnRestart.RESUME, house());
        bench.advanceSeconds(60);

        CascadeRecord record = record("c1");
        assertThat(record.status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(record.steps()).extracting(StepRecord::resourceId).containsExactly("cache", "db", "web");
        assertThat(record.steps()).extracting(StepRecord::step).containsExactly(1, 2, 3);
        assertThat(bench.log()).containsExactly("start cache", "start db", "start web");
        assertThat(bench.sink().on("cascade/c1"))
                .extracting(event -> event.data() instanceof CascadeEvents.Progress now ? now.completedSteps() : 3)
                .isSorted();
    }

    @Test
    void endsWhatItIsNotToGoOnWithAndSaysHowThingsStand() {
        bench.open(half());
        bench.start("web");
        bench.advanceSeconds(3);

        restart(OnRestart.FAIL, house());
        bench.advanceSeconds(60);

        CascadeRecord record = record("c1");
        assertThat(record.status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(record.errorCode()).isEqualTo(CascadeError.INTERRUPTED);
        assertThat(record.failedStep()).isEqualTo(2);
        assertThat(record.steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.DONE, StepState.FAILED, StepState.ABANDONED);
        assertThat(record.steps().get(1).reason()).contains("it is degraded now");
        assertThat(bench.log()).doesNotContain("start web");
    }

    @Test
    @DisplayName(
            "S1-32 the failed step after a restart is the one that was under way, not one that began later and was done")
    void namesTheStepThatWasUnderWay() {
        bench.script("cache").startTakes(Duration.ofSeconds(20));
        bench.open(house());
        bench.start("web");
        bench.advanceSeconds(3);

        restart(OnRestart.FAIL, house());
        bench.advanceSeconds(60);

        CascadeRecord record = record("c1");
        assertThat(record.steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.FAILED, StepState.DONE, StepState.ABANDONED);
        assertThat(record.failedStep()).isEqualTo(1);
        assertThat(failure().failedStep()).isEqualTo(1);
    }

    @Test
    @DisplayName("S1-32 no step is called failed after a restart that found all that was under way done")
    void namesNoStepWhereNoneWasUnderWay() {
        bench.open(half());
        bench.start("web");
        bench.advanceSeconds(3);
        bench.script("db").up();

        restart(OnRestart.FAIL, house());
        bench.advanceSeconds(60);

        CascadeRecord record = record("c1");
        assertThat(record.errorCode()).isEqualTo(CascadeError.INTERRUPTED);
        assertThat(record.steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.DONE, StepState.DONE, StepState.ABANDONED);
        assertThat(record.failedStep()).isNull();
        assertThat(failure().failedStep()).isZero();
    }

    private CascadeEvents.Failure failure() {
        return bench.sink().on("cascade/c1").stream()
                .map(event -> event.data())
                .filter(CascadeEvents.Failure.class::isInstance)
                .map(CascadeEvents.Failure.class::cast)
                .reduce((first, second) -> {
                    throw new AssertionError("two ends: " + first + ", " + second);
                })
                .orElseThrow();
    }

    @Test
    void doesNotGoOnWithWhatHasStoodStillForMoreThanAnHour() {
        bench.open(half());
        bench.start("web");
        bench.advanceSeconds(3);
        bench.clock().advance(Duration.ofMinutes(61));

        restart(OnRestart.RESUME, house());
        bench.advanceSeconds(60);

        assertThat(record("c1").errorCode()).isEqualTo(CascadeError.INTERRUPTED);
    }

    @Test
    void endsACascadeWhoseTargetIsNotThereAnyMore() {
        bench.open(half());
        bench.start("web");
        bench.advanceSeconds(3);

        restart(OnRestart.RESUME, bench.resource("cache"));
        bench.advanceSeconds(60);

        assertThat(record("c1").status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(record("c1").errorMessage()).contains("web is not in the graph any more");
        assertThat(bench.settled(bench.coordinator().edit(ResourceGraph.of(List.of()), List.of("cache"), Map.of())))
                .hasSize(1);
    }

    @Test
    void aConfirmationIsAwaitedOnForTheRestOfItsTime() {
        bench.script("nas").up();
        bench.open(confirmed("nas"));
        bench.stop("nas");
        bench.advance(Duration.ofMinutes(6));

        restart(OnRestart.FAIL, confirmed("nas"));
        assertThat(record("c1").status()).isEqualTo(CascadeStatus.AWAITING_CONFIRMATION);
        bench.advance(Duration.ofMinutes(5));

        assertThat(record("c1").status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(bench.script("nas").isRunning()).isTrue();
    }

    @Test
    void whatIsAwaitedCanBeConfirmedAfterwards() {
        bench.script("nas").up();
        bench.open(confirmed("nas"));
        bench.stop("nas");

        restart(OnRestart.RESUME, confirmed("nas"));
        bench.settled(bench.coordinator().confirm("c1"));
        bench.advanceSeconds(5);

        assertThat(record("c1").status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.log()).containsExactly("stop nas");
    }

    @Test
    void whatWasProposedCanBeConfirmedAfterwards() {
        bench.script("nas").up();
        bench.script("web").up();
        bench.open(confirmed("nas"), bench.resource("web", "nas"));
        bench.stop("web");
        bench.advanceSeconds(5);

        restart(OnRestart.RESUME, confirmed("nas"), bench.resource("web", "nas"));
        assertThat(record("c1").proposed()).containsExactly("nas");
        bench.settled(bench.coordinator().confirm("c1"));
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("stop web", "stop nas");
    }

    @Test
    void anIdempotencyKeyMeansTheSameCascadeAfterwards() {
        CascadeRequest once = CascadeRequest.start("db").with(CascadeOptions.DEFAULTS.once("k1"));
        bench.open(bench.resource("db"));
        bench.run(once);
        bench.advanceSeconds(5);

        restart(OnRestart.RESUME, bench.resource("db"));
        Ledger again = bench.run(once);

        assertThat(again.id()).isEqualTo("c1");
        assertThat(bench.log()).containsExactly("start db");
    }

    @Test
    void anIdempotencyKeyThatCameSecondMeansTheSameCascadeAfterwards() {
        CascadeRequest once = CascadeRequest.start("db").with(CascadeOptions.DEFAULTS.once("k1"));
        bench.script("db").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"));
        bench.start("db");
        bench.run(once);
        bench.advanceSeconds(20);
        bench.stop("db");
        bench.advanceSeconds(5);

        restart(OnRestart.RESUME, bench.resource("db"));

        assertThat(bench.run(once).id()).isEqualTo("c1");
        assertThat(bench.log()).containsExactly("start db", "stop db");
    }

    @Test
    void aCascadeThatGoesOnHasItsClaims() {
        bench.open(half());
        bench.start("web");
        bench.advanceSeconds(3);

        restart(OnRestart.RESUME, house());

        assertThat(bench.start("web").id()).isEqualTo("c1");
        assertThatThrownBy(() -> bench.stop("db"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CASCADE_IN_PROGRESS));
    }

    @Test
    void endedCascadesAreRememberedWithTheirOutcome() {
        bench.script("db").failsToStart("NO_LUCK");
        bench.open(bench.resource("db"));
        bench.start("db");
        bench.advanceSeconds(5);
        CascadeRecord before = record("c1");

        restart(OnRestart.RESUME, bench.resource("db"));

        assertThat(record("c1")).isEqualTo(before);
        assertThat(bench.coordinator().archive().find("c1").orElseThrow().completion())
                .isCompleted();
    }

    @Test
    void aRollbackThatWasCutByACrashIsFinished() {
        bench.script("cache").hangsInStop(true);
        bench.script("web").failsToStart("NO_LUCK");
        bench.open(house());
        bench.run(CascadeRequest.start("web").with(CascadeOptions.DEFAULTS.onFailure(OnFailure.ROLLBACK)));
        bench.advanceSeconds(5);
        assertThat(bench.script("cache").isRunning()).isTrue();
        assertThat(record("c1").status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.script("cache").recovers();

        restart(OnRestart.RESUME, house());
        bench.advanceSeconds(30);

        assertThat(record("c1").status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(record("c1").errorCode()).isEqualTo("NO_LUCK");
        assertThat(bench.script("cache").isRunning()).isFalse();
        assertThat(bench.script("db").isRunning()).isFalse();
        assertThat(record("c1").steps())
                .extracting(StepRecord::state)
                .containsExactly(StepState.ROLLED_BACK, StepState.ROLLED_BACK, StepState.FAILED);
        bench.start("db");
    }

    @Test
    void aRollbackThatWasCutByACrashIsNotGoneOnWithWhereNothingIs() {
        bench.script("cache").hangsInStop(true);
        bench.script("web").failsToStart("NO_LUCK");
        bench.open(house());
        bench.run(CascadeRequest.start("web").with(CascadeOptions.DEFAULTS.onFailure(OnFailure.ROLLBACK)));
        bench.advanceSeconds(5);
        bench.script("cache").recovers();

        restart(OnRestart.FAIL, house());
        bench.advanceSeconds(30);

        assertThat(record("c1").status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(bench.script("cache").isRunning()).isTrue();
    }

    @Test
    void aRollbackAfterARestartUndoesWhatTheEarlierLifeHasDone() {
        bench.script("web").hangsInStart(true);
        bench.open(house());
        bench.run(CascadeRequest.start("web").with(CascadeOptions.DEFAULTS.onFailure(OnFailure.ROLLBACK)));
        bench.advanceSeconds(5);
        bench.script("web").failsToStart("NO_LUCK");

        restart(OnRestart.RESUME, house());
        bench.advanceSeconds(30);

        assertThat(record("c1").errorCode()).isEqualTo("NO_LUCK");
        assertThat(bench.script("cache").isRunning()).isFalse();
        assertThat(bench.script("db").isRunning()).isFalse();
    }
}
