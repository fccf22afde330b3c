// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.connector.RestartPolicy;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.Script;
import io.rillway.events.catalog.StatusEvents.StatusChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has ended on its own is started again, and never against a stop. */
class RestartTest {

    private static final RestartPolicy POLICY = RestartPolicy.NEVER
            .withAttempts(3)
            .withDelays(Duration.ofSeconds(2), Duration.ofSeconds(5))
            .withStableAfter(Duration.ofMinutes(1));

    private final Bench bench = new Bench();

    private Script up(String id) {
        return bench.script(id).up().restarts(POLICY);
    }

    private void dies(String id, int code) {
        bench.script(id).dies(code);
        bench.coordinator().changed(id);
        bench.loop().settle();
    }

    private long starts(String id) {
        return bench.log().stream().filter(("start " + id)::equals).count();
    }

    private List<String> told(String id) {
        return bench.sink().on("resource/" + id).stream()
                .map(event -> ((StatusChange) event.data()).status())
                .toList();
    }

    @Test
    void startsAgainAfterTheDelayAndTellsOfBoth() {
        up("db");
        bench.open(bench.resource("db"));

        dies("db", 1);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ERROR);
        bench.advance(Duration.ofMillis(1900));
        assertThat(starts("db")).isZero();
        bench.advance(Duration.ofMillis(200));

        assertThat(starts("db")).isEqualTo(1);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
        assertThat(told("db")).containsExactly("online", "error", "online");
    }

    @Test
    void leavesAloneWhatEndedWellOrHasNoPolicy() {
        up("job");
        bench.script("db").up();
        bench.open(bench.resource("job"), bench.resource("db"));

        dies("job", 0);
        dies("db", 1);
        bench.advanceSeconds(60);

        assertThat(bench.log()).isEmpty();
        assertThat(bench.status("job")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void waitsTwiceAsLongEachTimeAndGivesUpAtTheCap() {
        up("db");
        bench.open(bench.resource("db"));

        for (int wait : List.of(2, 4, 5)) {
            long before = starts("db");
            dies("db", 1);
            bench.advance(Duration.ofMillis(wait * 1000L - 100));
            assertThat(starts("db")).isEqualTo(before);
            bench.advance(Duration.ofMillis(200));
            assertThat(starts("db")).isEqualTo(before + 1);
        }
        dies("db", 1);
        bench.advanceSeconds(600);

        assertThat(starts("db")).isEqualTo(3);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ERROR);
    }

    @Test
    void aRestartThatFailsCountsToo() {
        up("db").exitsAfter(Duration.ofMillis(10), 1).neverHealthy();
        bench.open(bench.resource("db"));

        dies("db", 1);
        bench.advanceSeconds(600);

        assertThat(starts("db")).isEqualTo(3);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ERROR);
    }

    @Test
    void oneThatLastedBeginsTheCountAnew() {
        up("db");
        bench.open(bench.resource("db"));

        for (int i = 0; i < 10; i++) {
            dies("db", 1);
            bench.advanceSeconds(70);
        }

        assertThat(starts("db")).isEqualTo(10);
    }

    @Test
    void aStartOfACascadeThatFailsIsNotTriedAgain() {
        bench.script("db").restarts(POLICY).exitsAfter(Duration.ofMillis(10), 1).neverHealthy();
        bench.open(bench.resource("db"));

        Ledger cascade = bench.start("db");
        bench.advanceSeconds(600);

        assertThat(cascade.status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(starts("db")).isEqualTo(1);
    }

    @Test
    void aStopEndsTheWaiting() {
        up("db");
        bench.open(bench.resource("db"));
        dies("db", 1);

        Ledger cascade = bench.stop("db");
        bench.advanceSeconds(600);

        assertThat(cascade.status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(starts("db")).isZero();
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void aStopDoesNotWaitForARestartUnderWay() {
        up("db").neverHealthy();
        bench.open(bench.resource("db"));
        dies("db", 1);
        bench.advanceSeconds(3);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.STARTING);

        Ledger cascade = bench.stop("db");
        bench.advanceSeconds(1);

        assertThat(cascade.status()).isEqualTo(CascadeStatus.COMPLETED);
        bench.advanceSeconds(600);
        assertThat(bench.log()).containsExactly("start db", "stop db");
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void whatItNeedsIsNotStoppedUnderItMeanwhile() {
        bench.script("db").up();
        up("web");
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        dies("web", 1);

        assertThatThrownBy(() -> bench.stop("db")).isInstanceOf(Refusal.class).hasMessageContaining("web requires db");
        bench.advanceSeconds(3);

        assertThat(bench.status("web")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    void aStopOfWhatItNeedsWithItsDependentsTakesItAlong() {
        bench.script("db").up();
        up("web");
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        dies("web", 1);

        bench.run(CascadeRequest.stop("db", CascadeRequest.Dependents.STOP));
        bench.advanceSeconds(600);

        assertThat(bench.log()).containsExactly("stop web", "stop db");
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.OFFLINE);
    }

    @Test
    void waitsWhileACascadeThatStopsOthersHasItInItsClosure() {
        up("db");
        bench.script("web").up();
        bench.script("api").up();
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));
        bench.script("web").hangsInStop(true);
        bench.stop("web");
        dies("db", 1);

        bench.advanceSeconds(20);
        assertThat(starts("db")).isZero();
        bench.advanceSeconds(20);

        assertThat(starts("db")).as("the stop of web has failed by then").isEqualTo(1);
    }

    @Test
    void aStartBySomebodyElseTakesItsPlace() {
        up("db");
        bench.open(bench.resource("db"));
        dies("db", 1);

        bench.start("db");
        bench.advanceSeconds(30);

        assertThat(starts("db")).isEqualTo(1);
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    void startsNothingAgainOnceTheChildrenAreStopped() {
        up("db").asChild();
        up("web").asChild().neverHealthy();
        bench.open(bench.resource("db"), bench.resource("web"));
        dies("web", 1);
        bench.advanceSeconds(3);
        dies("db", 1);

        bench.settled(bench.coordinator().stopChildren(Duration.ofSeconds(30)));
        bench.advanceSeconds(600);

        assertThat(starts("db")).isZero();
        assertThat(starts("web")).isEqualTo(1);
        assertThat(bench.script("web").isRunning()).isFalse();
    }

    @Test
    void startsNothingAgainThatHasGoneFromTheGraph() {
        up("db");
        bench.open(bench.resource("db"), bench.resource("web"));
        dies("db", 1);

        bench.settled(bench.coordinator().edit(bench.coordinator().graph().without("db"), List.of("db"), Map.of()));
        bench.advanceSeconds(600);

        assertThat(starts("db")).isZero();
    }
}
