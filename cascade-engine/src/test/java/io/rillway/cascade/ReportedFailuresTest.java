// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.run.Ledger;
import io.rillway.cascade.run.Refusal;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.CrashingJournal;
import io.rillway.cascade.testing.CrashingJournal.Way;
import io.rillway.cascade.testing.Disk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What users of tools like this one report, each named after the complaint; in virtual time. {@link ReportedFailuresIT} has
 * those that need processes.
 */
class ReportedFailuresTest {

    private Bench bench = new Bench();

    private void up(String... ids) {
        Stream.of(ids).forEach(id -> bench.script(id).up());
    }

    private Resource.Builder[] stack() {
        return new Resource.Builder[] {
            bench.resource("db"),
            bench.resource("cache"),
            bench.resource("api", "db", "cache"),
            bench.resource("web", "api")
        };
    }

    @Test
    @DisplayName("S1-34 dependencies stopped before dependents: the database is stopped when nobody uses it any more")
    void dependenciesStoppedBeforeDependents() {
        up("db", "cache", "api", "web");
        bench.open(stack());

        Ledger cascade = bench.run(CascadeRequest.stop("db", Dependents.STOP));
        bench.advanceSeconds(10);

        assertThat(bench.log()).startsWith("stop web", "stop api").contains("stop db");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    @DisplayName(
            "S1-34 dependencies stopped before dependents: a dependent that cannot be stopped keeps what it depends on")
    void dependenciesOfWhatCannotBeStopped() {
        up("db", "cache", "api", "web");
        bench.script("api").failsToStop("BUSY");
        bench.open(stack());

        bench.run(CascadeRequest.stop("db", Dependents.STOP));
        bench.advanceSeconds(10);

        assertThat(bench.log()).startsWith("stop web", "stop api").doesNotContain("stop db", "stop cache");
        assertThat(bench.status("db")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    @DisplayName("S1-34 a shared dependency stopped: what somebody else uses stays, and the plan says for whom")
    void aSharedDependencyStopped() {
        up("db", "cache", "api", "web", "admin");
        bench.open(Stream.concat(Stream.of(stack()), Stream.of(bench.resource("admin", "db")))
                .toArray(Resource.Builder[]::new));

        Plan plan = bench.plan(CascadeRequest.stop("web"));
        bench.stop("web");
        bench.advanceSeconds(10);

        assertThat(plan.protectedResources())
                .containsExactly(new Plan.Protected("db", "db", List.of("admin"), "needed by admin"));
        assertThat(bench.log()).containsExactly("stop web", "stop api", "stop cache");
    }

    @Test
    @DisplayName(
            "S1-32 waiting for ever on a dead dependency: its end is the failure, at once, and what waits for it never begins")
    void waitingForEverOnADeadDependency() {
        bench.script("db").neverHealthy().exitsAfter(Duration.ofSeconds(2), 3);
        bench.open(stack());

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(4);

        CascadeRecord record = cascade.snapshot();
        assertThat(record.status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(record.errorCode()).isEqualTo("PROCESS_EXITED");
        assertThat(bench.log()).doesNotContain("start api", "start web");
    }

    @Test
    @DisplayName(
            "S1-33 S1-36 two commands at once: the same one is one, the opposite one is refused and names the first")
    void twoCommandsAtOnce() {
        bench.script("db").startTakes(Duration.ofSeconds(20));
        bench.open(stack());

        Ledger first = bench.start("web");
        Ledger second = bench.start("web");
        assertThatThrownBy(() -> bench.stop("db")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CASCADE_IN_PROGRESS);
            assertThat(refusal.details()).containsEntry("cascadeId", first.id());
        });
        bench.advanceSeconds(60);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(bench.log()).doesNotHaveDuplicates().hasSize(4);
        assertThat(first.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    @DisplayName("S1-32 a stop that hangs: it fails in its time, keeps what it depends on, and blocks nobody after it")
    void aStopThatHangs() {
        up("db", "cache", "api", "web");
        bench.script("api").hangsInStop(true);
        bench.open(stack());

        Ledger cascade = bench.stop("web");
        bench.advanceSeconds(40);

        CascadeRecord record = cascade.snapshot();
        assertThat(record.status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(record.errorCode()).isEqualTo("TIMEOUT");
        assertThat(bench.log()).doesNotContain("stop db", "stop cache");
        bench.script("api").recovers();
        bench.stop("api");
        bench.advanceSeconds(10);
        assertThat(bench.log()).contains("stop db", "stop cache");
    }

    @Test
    @DisplayName("S1-38 a graph with an unreadable cycle: it is refused with the whole way round, and nothing else")
    void anUnreadableCycle() {
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            resources.add(Resource.named("r" + i).dependsOn("r" + (i + 1)).build());
        }
        resources.add(Resource.named("r1000").dependsOn("r997").build());

        assertThatThrownBy(() -> ResourceGraph.of(resources)).isInstanceOfSatisfying(GraphException.class, refused -> {
            assertThat(refused.code()).isEqualTo(GraphException.Code.DEPENDENCY_CYCLE_DETECTED);
            assertThat(refused).hasMessageContaining("r997 -> r998 -> r999 -> r1000 -> r997");
            assertThat(refused.getMessage()).doesNotContain("r1 ->", "r996");
        });
    }

    @Test
    @DisplayName("S1-32 state lost on kill: the next life knows the cascade and ends it, and starts nothing twice")
    void stateLostOnKill() {
        Disk disk = new Disk();
        bench.journal(loop -> new CrashingJournal(disk, loop, Way.AFTER, Integer.MAX_VALUE));
        bench.script("api").startTakes(Duration.ofSeconds(20));
        bench.open(stack());
        String id = bench.start("web").id();
        bench.advanceSeconds(5);

        bench.workers().finishInFlight();
        bench = new Bench(bench).journal(loop -> new CrashingJournal(disk, loop, Way.AFTER, Integer.MAX_VALUE));
        bench.open(stack());
        bench.advanceSeconds(60);

        Ledger after = bench.coordinator().archive().find(id).orElseThrow();
        assertThat(after.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.log()).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    @DisplayName(
            "S1-32 a timeout that is not applied to the probe itself: a probe that never answers ends with its step")
    void aTimeoutThatIsNotAppliedToTheProbeItself() {
        bench.script("db").hangsInProbe();
        bench.open(stack());

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(40);

        assertThat(cascade.snapshot().errorCode()).isEqualTo("TIMEOUT");
        assertThat(bench.log()).doesNotContain("start api", "start web");
    }

    /** A connector that fails by an error, not by an exception. */
    private static final class Broken implements ResourceConnector {

        @Override
        public void start() {
            throw new NoClassDefFoundError("driver");
        }

        @Override
        public void stop() {}

        @Override
        public ConnectorStatus status() {
            return ConnectorStatus.STOPPED;
        }
    }

    @Test
    @DisplayName("S1-32 a driver that is not there: an error in a connector fails its step, and the engine goes on")
    void aDriverThatIsNotThere() throws Exception {
        ResourceGraph graph = ResourceGraph.of(
                List.of(Resource.named("db").connector(site -> new Broken()).build()));
        try (CascadeEngine engine = CascadeEngine.open(graph, EngineOptions.defaults())) {
            for (int i = 0; i < 3; i++) {
                assertThat(engine.start("db").await(Duration.ofSeconds(20)))
                        .isInstanceOfSatisfying(
                                CascadeOutcome.Failed.class,
                                failed -> assertThat(failed.error().code()).isEqualTo("UNKNOWN_ERROR"));
            }
        }
    }
}
