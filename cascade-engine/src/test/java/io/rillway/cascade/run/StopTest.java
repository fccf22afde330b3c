// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeResult;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StopTest {

    private final Bench bench = new Bench();

    private void upAll(String... ids) {
        for (String id : ids) {
            bench.script(id).up();
        }
    }

    @Test
    @DisplayName("S1-34 stops what runs on the target leaf-first, the target, then what is unused, recursively")
    void stopsInThreePhases() {
        upAll("nas", "vm", "app", "db", "disk");
        bench.open(
                bench.resource("disk"),
                bench.resource("db", "disk"),
                bench.resource("nas"),
                bench.resource("vm", "db").host("nas"),
                bench.resource("app").host("vm"));

        Ledger cascade = bench.stop("vm");
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("stop app", "stop vm", "stop db", "stop disk");
        assertThat(bench.status("nas")).isEqualTo(ResourceStatus.ONLINE);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    @DisplayName("S1-34 leaves a shared dependency alone that somebody active needs, and says who")
    void protectsWhatIsShared() {
        upAll("db", "web", "api");
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));

        Plan plan = bench.plan(CascadeRequest.stop("web"));
        bench.stop("web");
        bench.advanceSeconds(5);

        assertThat(plan.protectedResources())
                .containsExactly(new Plan.Protected("db", "db", List.of("api"), "needed by api"));
        assertThat(bench.log()).containsExactly("stop web");
    }

    @Test
    void refusesToStopWhatSomebodyActiveRequires() {
        upAll("db", "web");
        bench.open(bench.resource("db"), bench.resource("web", "db"));

        assertThatThrownBy(() -> bench.stop("db")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.DEPENDENTS_ACTIVE);
            assertThat(refusal.details()).containsEntry("dependents", List.of("web"));
            assertThat(refusal).hasMessageContaining("web requires db");
        });
        assertThat(bench.coordinator().archive().records()).isEmpty();
        bench.start("web");
    }

    /** Found by a fuzzed house: it could come up a moment after that without which it cannot be. */
    @Test
    void whatMayStillBeStartingKeepsWhatItNeeds() {
        upAll("db");
        bench.script("web").hangsInStart(false);
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        Ledger start = bench.start("web");
        bench.advanceSeconds(40);
        assertThat(start.snapshot().errorCode()).isEqualTo(CascadeError.TIMEOUT);

        assertThatThrownBy(() -> bench.stop("db")).isInstanceOf(Refusal.class).hasMessageContaining("web requires db");
        bench.workers().releaseStubborn();
        bench.advanceSeconds(1);

        Ledger stop = bench.stop("db");
        bench.advanceSeconds(5);
        assertThat(stop.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void aStopWaitsForAStartThatDoesNotReturn() {
        bench.script("web").hangsInStart(false);
        bench.open(bench.resource("web"));
        bench.start("web");
        bench.advanceSeconds(40);

        Ledger stop = bench.stop("web");
        bench.advanceSeconds(10);
        assertThat(stop.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.script("web").up();
        bench.workers().releaseStubborn();
        bench.advanceSeconds(5);

        assertThat(stop.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.log()).endsWith("stop web");
    }

    @Test
    void aPlanWaitsOnceForAllThatHangAndCountsThemAsActive() {
        Resource.Builder[] all = new Resource.Builder[20];
        for (int i = 0; i < all.length; i++) {
            bench.script("r" + i).up().hangsInProbe();
            all[i] = i == 0 ? bench.resource("r0") : bench.resource("r" + i, "r0");
        }
        bench.open(all);

        CompletableFuture<Plan> plan = bench.coordinator().plan(CascadeRequest.stop("r0", Dependents.STOP));
        bench.advanceSeconds(6);
        assertThat(plan).isNotDone();
        bench.advanceSeconds(1);

        assertThat(plan.join().steps()).hasSize(20);
    }

    @Test
    @DisplayName(
            "S1-34 what cannot be looked at because the look hangs is not taken for offline, and keeps what it needs")
    void whatHangsWhenItIsLookedAtIsNotOffline() {
        upAll("db", "web");
        bench.script("web").hangsInProbe();
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        bench.advanceSeconds(120);

        assertThat(bench.status("web")).isEqualTo(ResourceStatus.UNKNOWN);
        assertThatThrownBy(() -> bench.stop("db")).isInstanceOf(Refusal.class).hasMessageContaining("web requires db");
    }

    @Test
    void saysOfAGroupThatItIsOneAndWhatToDo() {
        upAll("db", "web");
        bench.open(
                bench.resource("db"),
                bench.resource("web"),
                Resource.named("all").dependsOn("db", "web"));

        assertThatThrownBy(() -> bench.stop("web")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.details()).containsEntry("groups", List.of("all"));
            assertThat(refusal)
                    .hasMessage(
                            "web is still needed: all requires web; all is a group, active while a member is: stop the"
                                    + " group instead, or say dependents: ignore to stop web and not the other members");
        });
        bench.run(CascadeRequest.stop("web", CascadeRequest.Dependents.IGNORE));
        bench.advanceSeconds(5);
        assertThat(bench.log()).containsExactly("stop web");
        bench.stop("all");
        bench.advanceSeconds(5);
        assertThat(bench.log()).containsExactly("stop web", "stop db");
    }

    @Test
    void namesAFewOfManyWhoRequireATarget() {
        upAll("db");
        Resource.Builder[] all = new Resource.Builder[101];
        all[0] = bench.resource("db");
        for (int i = 1; i < all.length; i++) {
            upAll("web" + i);
            all[i] = bench.resource("web" + i, "db");
        }
        bench.open(all);

        assertThatThrownBy(() -> bench.stop("db")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal).hasMessageStartingWith("db is still needed: web1 requires db; web2 requires db;");
            assertThat(refusal).hasMessageEndingWith("web20 requires db and 80 more");
            assertThat(refusal.details().get("dependents"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(100);
        });
    }

    @Test
    void whoHasFoundWhatIsRefusedDoesNotWaitForEver() {
        upAll("db", "web");
        List<Ledger> found = new ArrayList<>();
        Probe spy = timeout -> {
            Archive archive = bench.coordinator().archive();
            archive.records().forEach(record -> archive.find(record.id()).ifPresent(found::add));
            return ProbeResult.healthy("up");
        };
        bench.open(Resource.named("db").connector(bench.script("db").source()).probe(spy), bench.resource("web", "db"));

        assertThatThrownBy(() -> bench.stop("db")).isInstanceOf(Refusal.class);

        assertThat(found).isNotEmpty();
        assertThat(found.get(0).completion())
                .isCompletedWithValueMatching(outcome -> outcome instanceof CascadeOutcome.Cancelled cancelled
                        && cancelled.error().message().contains("web requires db"));
    }

    @Test
    void stopsDependentsFirstWhereAsked() {
        upAll("db", "web");
        bench.open(bench.resource("db"), bench.resource("web", "db"));

        bench.run(CascadeRequest.stop("db", Dependents.STOP));
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("stop web", "stop db");
    }

    @Test
    void leavesDependentsToThemselvesWhereAsked() {
        upAll("db", "web");
        bench.open(bench.resource("db"), bench.resource("web", "db"));

        bench.run(CascadeRequest.stop("db", Dependents.IGNORE));
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("stop db");
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    @DisplayName("S1-34 asks again directly before each stop whether somebody needs it")
    void asksAgainBeforeEachStop() {
        upAll("db", "web");
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));

        Ledger cascade = bench.settledStopOf("web", () -> bench.script("api").up());
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("stop web");
        StepRecord db = cascade.snapshot().steps().get(1);
        assertThat(db.state()).isEqualTo(StepState.SKIPPED);
        assertThat(db.reason()).isEqualTo("needed by api");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void aFailedStopLeavesRunningWhatItNeedsAndGoesOnElsewhere() {
        upAll("disk", "one", "two", "other");
        bench.script("one").failsToStop("HOST_UNREACHABLE");
        bench.open(
                bench.resource("disk"),
                bench.resource("other"),
                bench.resource("two", "other").host("box"),
                bench.resource("one", "disk").host("box"),
                bench.script("box").up().resource());

        Ledger cascade = bench.stop("box");
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("stop one", "stop two", "stop other");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(cascade.snapshot().errorCode()).isEqualTo("HOST_UNREACHABLE");
        assertThat(bench.status("box")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    @DisplayName("S1-32 S1-38 a connector that cannot stop is a failure with its code")
    void namesTheMissingCapability() {
        bench.script("db").up().without(true, false);
        bench.open(bench.resource("db"));

        Ledger cascade = bench.stop("db");
        bench.advance(Duration.ofSeconds(1));

        assertThat(cascade.snapshot().errorCode()).isEqualTo("NO_STOP_CAPABILITY");
        assertThat(cascade.snapshot().failedStep()).isEqualTo(1);
    }

    @Test
    void aStopIsNotBelievedAsLongAsNobodyAnswersWhetherItWorked() {
        bench.script("nas").up();
        Script vm = bench.script("vm").up().lame();
        bench.open(
                bench.resource("nas"),
                Resource.named("vm").connector(vm.source()).host("nas"));

        vm.deaf(true);
        Ledger cascade = bench.stop("nas");
        bench.advanceSeconds(31);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.FAILED);
        assertThat(bench.record(cascade).errorMessage()).contains("not offline within", "no route to it");
        assertThat(bench.log()).containsExactly("stop vm");
    }

    @Test
    void aStopIsBelievedOnceSomebodyAnswersAgain() {
        Script vm = bench.script("vm").up();
        bench.open(Resource.named("vm").connector(vm.source()));

        vm.deaf(true);
        Ledger cascade = bench.stop("vm");
        bench.advanceSeconds(3);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        vm.deaf(false);
        bench.advanceSeconds(3);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void whatWasOfflineAndCannotBeAskedAnyMoreIsNotTakenForOffline() {
        Script vm = bench.script("vm");
        bench.open(Resource.named("vm").connector(vm.source()));
        assertThat(bench.plan(CascadeRequest.stop("vm")).steps()).isEmpty();

        vm.deaf(true);

        assertThat(bench.plan(CascadeRequest.stop("vm")).steps()).hasSize(1);
    }
}
