// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.Script;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StartTest {

    private final Bench bench = new Bench();

    @Test
    @DisplayName("S1-31 starts the whole chain, needs before what needs them")
    void startsADiamondInOrder() {
        bench.open(
                bench.resource("web", "left", "right"),
                bench.resource("left", "base"),
                bench.resource("right", "base"),
                bench.resource("base"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("start base", "start left", "start right", "start web");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    @DisplayName("S1-31 a start is answered at once, pending")
    void answersAtOncePending() {
        bench.script("db").startTakes(Duration.ofSeconds(3));
        bench.open(bench.resource("db"));

        var answer = bench.coordinator().run(CascadeRequest.start("db"));
        Ledger cascade = bench.settled(answer);
        bench.advanceSeconds(2);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(3);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    @DisplayName("S1-31 a host before what it hosts, independent ones side by side")
    void startsSideBySide() {
        bench.script("left").startTakes(Duration.ofSeconds(2));
        bench.script("right").startTakes(Duration.ofSeconds(2));
        bench.open(
                bench.resource("web", "left", "right"),
                bench.resource("left").host("nas"),
                bench.resource("right"),
                bench.resource("nas"));

        Ledger cascade = bench.start("web");
        bench.advance(Duration.ofMillis(3500));

        assertThat(bench.log()).containsExactly("start nas", "start right", "start left", "start web");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void noMoreAtATimeThanAllowedTheLongestWayFirst() {
        for (String id : List.of("a", "b", "c", "deep")) {
            bench.script(id).startTakes(Duration.ofSeconds(2));
        }
        bench.maxParallel(2)
                .open(
                        bench.resource("web", "a", "b", "c", "mid"),
                        bench.resource("a"),
                        bench.resource("b"),
                        bench.resource("c"),
                        bench.resource("mid", "deep"),
                        bench.resource("deep"));

        bench.start("web");
        bench.advance(Duration.ofMillis(500));
        assertThat(bench.log()).containsExactly("start deep", "start a");

        bench.advanceSeconds(30);
        assertThat(bench.log()).hasSize(6).endsWith("start web");
    }

    @Test
    @DisplayName("S1-33 a dependency that another cascade starts is awaited, never started twice")
    void awaitsWhatAnotherCascadeStarts() {
        bench.script("db").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));

        Ledger web = bench.start("web");
        bench.advanceSeconds(1);
        Ledger api = bench.start("api");
        bench.advanceSeconds(10);

        assertThat(bench.log()).containsExactlyInAnyOrder("start db", "start web", "start api");
        assertThat(web.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(api.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(api.snapshot().completedSteps()).isEqualTo(2);
    }

    @Test
    @DisplayName("S1-33 who awaits an action shares its failure, each with its own end")
    void sharesTheFailure() {
        bench.script("db").neverHealthy();
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("api", "db"));

        Ledger web = bench.start("web");
        bench.advanceSeconds(1);
        Ledger api = bench.start("api");
        bench.advanceSeconds(60);

        assertThat(web.snapshot().errorCode()).isEqualTo("TIMEOUT");
        assertThat(api.snapshot().errorCode()).isEqualTo("TIMEOUT");
        assertThat(bench.sink().events())
                .filteredOn(event -> event.type().equals("cascade-error"))
                .hasSize(2);
    }

    @Test
    void theSameRequestIsTheSameCascade() {
        bench.script("db").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"));

        Ledger first = bench.start("db");
        assertThat(bench.start("db")).isSameAs(first);
        bench.advanceSeconds(10);
        assertThat(bench.start("db")).isNotSameAs(first);
    }

    @Test
    @DisplayName("S1-36 a contradicting request is refused, naming the cascade")
    void refusesAContradiction() {
        bench.script("db").startTakes(Duration.ofSeconds(5));
        bench.open(bench.resource("db"), bench.resource("web", "db"));
        bench.start("web");
        bench.advanceSeconds(1);

        assertThatThrownBy(() -> bench.stop("db")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CASCADE_IN_PROGRESS);
            assertThat(refusal.details()).containsEntry("cascadeId", "c1");
        });
        bench.advanceSeconds(30);
        assertThat(bench.stop("web").snapshot().id()).isEqualTo("c2");
    }

    @Test
    void aJobHasToEndWell() {
        bench.script("migrate").exitsAfter(Duration.ofSeconds(3), 0);
        bench.open(
                bench.resource("web").dependsOn(Dependency.on("migrate").when(Condition.COMPLETED)),
                bench.script("migrate").resource());

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(2);
        assertThat(bench.log()).containsExactly("start migrate");
        bench.advanceSeconds(3);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.status("migrate")).isEqualTo(ResourceStatus.OFFLINE);
        bench.stop("web");
        bench.advanceSeconds(3);
        bench.start("web");
        bench.advanceSeconds(3);
        assertThat(bench.log()).containsExactly("start migrate", "start web", "stop web", "start web");
    }

    @Test
    void aJobThatEndsBadlyFails() {
        bench.script("migrate").exitsAfter(Duration.ofSeconds(1), 3).writes("no such table");
        bench.open(
                bench.resource("web").dependsOn(Dependency.on("migrate").when(Condition.COMPLETED)),
                bench.script("migrate").resource());

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(5);

        assertThat(cascade.snapshot().errorCode()).isEqualTo("PROCESS_EXITED");
        assertThat(cascade.snapshot().errorMessage())
                .isEqualTo("migrate: it ended with exit code 3 before it was completed; last output: no such table");
    }

    @Test
    void whatOnlyHasToBeStartedIsNotAwaited() {
        bench.script("agent").startTakes(Duration.ofSeconds(20));
        bench.open(
                bench.resource("web").dependsOn(Dependency.on("agent").when(Condition.STARTED)),
                bench.resource("agent"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(2);
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.ONLINE);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(30);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void aThresholdOfSuccessesIsWaitedForAndADelayBeforeTheFirstProbe() {
        bench.open(bench.script("db")
                .resource(ProbeOptions.defaults().withThresholds(3, 3).withInitialDelay(Duration.ofSeconds(4))));

        Ledger cascade = bench.start("db");
        bench.advance(Duration.ofMillis(3900));
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(3);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }

    @Test
    void aConnectorThatCannotTellIsBelieved() {
        Script wake = bench.script("nas").blind();
        bench.open(Resource.named("nas").connector(wake.source()));

        Ledger cascade = bench.start("nas");
        bench.advanceSeconds(1);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.status("nas")).isEqualTo(ResourceStatus.ONLINE);
        bench.advanceSeconds(60);
        assertThat(bench.status("nas")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    void aStartIsNotBelievedAsLongAsNobodyAnswersWhetherItWorked() {
        Script vm = bench.script("vm");
        vm.startsDeaf();
        bench.open(Resource.named("vm").connector(vm.source()));

        Ledger cascade = bench.start("vm");
        bench.advanceSeconds(3);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        vm.deaf(false);
        bench.advanceSeconds(3);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }
}
