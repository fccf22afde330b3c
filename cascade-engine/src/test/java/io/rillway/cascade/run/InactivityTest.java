// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.InactivityRule;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.probe.Activity;
import io.rillway.cascade.probe.ActivityProbe;
import io.rillway.cascade.testing.Bench;
import io.rillway.cascade.testing.ManualWorkers;
import io.rillway.events.Event;
import io.rillway.events.catalog.StatusEvents.AutoShutdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S1-39 what nobody uses is stopped")
class InactivityTest {

    private final Bench bench = new Bench();
    private final List<Long> looks = new ArrayList<>();
    private Supplier<Activity> found = () -> Activity.idle("nobody");

    private ActivityProbe probe() {
        return timeout -> {
            looks.add(bench.clock().nanoTime() / 1_000_000_000);
            return found.get();
        };
    }

    private Resource.Builder idle(String id, String... needs) {
        bench.script(id).up();
        return bench.resource(id, needs).inactivity(InactivityRule.of("nobody-here", probe()));
    }

    private List<AutoShutdown> told(String id) {
        return bench.sink().on("resource/" + id).stream()
                .filter(event -> event.type().equals("auto-shutdown"))
                .map(event -> (AutoShutdown) event.data())
                .toList();
    }

    private void minutes(int minutes) {
        bench.advance(Duration.ofMinutes(minutes));
    }

    @Test
    @DisplayName("S1-39 looks every 60 seconds and stops after 30 minutes, with the event first")
    void stopsAfterThirtyMinutes() {
        bench.open(idle("nas").name("NAS"));

        minutes(30);
        assertThat(looks).hasSize(30);
        assertThat(looks.get(1) - looks.get(0)).isEqualTo(60);
        assertThat(bench.log()).isEmpty();
        minutes(1);

        assertThat(bench.log()).containsExactly("stop nas");
        assertThat(bench.status("nas")).isEqualTo(ResourceStatus.OFFLINE);
        AutoShutdown event = told("nas").get(0);
        assertThat(event.nodeId()).isEqualTo("nas");
        assertThat(event.nodeName()).isEqualTo("NAS");
        assertThat(event.ruleId()).isEqualTo("nobody-here");
        assertThat(event.reason()).isEqualTo("inactivity");
        assertThat(event.inactiveMinutes()).isEqualTo(30);
        assertThat(event.timestamp()).isEqualTo(bench.clock().instant());
        List<String> types = bench.sink().events().stream().map(Event::type).toList();
        assertThat(types.indexOf("auto-shutdown")).isLessThan(types.indexOf("cascade-progress"));
    }

    @Test
    void isToldOnceAndNotLookedAtWhileItIsDown() {
        bench.open(idle("nas"));

        minutes(31);
        int before = looks.size();
        minutes(300);

        assertThat(told("nas")).hasSize(1);
        assertThat(looks).hasSize(before);
    }

    @Test
    void useBeginsTheTimeAnew() {
        bench.open(idle("nas"));

        minutes(29);
        found = () -> Activity.used("somebody");
        minutes(1);
        found = () -> Activity.idle("nobody");
        minutes(30);
        assertThat(bench.log()).isEmpty();
        minutes(2);

        assertThat(bench.log()).containsExactly("stop nas");
    }

    @Test
    @DisplayName("S1-39 any doubt counts as use")
    void anyDoubtCountsAsUse() {
        List<Supplier<Activity>> doubts = List.of(
                () -> Activity.unknown("cannot tell"),
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> {
                    throw new ManualWorkers.Hang(true);
                });
        bench.open(idle("nas"));

        for (Supplier<Activity> doubt : doubts) {
            minutes(25);
            found = doubt;
            minutes(1);
            found = () -> Activity.idle("nobody");
        }
        minutes(25);

        assertThat(bench.log()).isEmpty();
        assertThat(told("nas")).isEmpty();
    }

    @Test
    void aProbeThatHangsForEverStopsNothing() {
        bench.open(idle("nas"));
        found = () -> {
            throw new ManualWorkers.Hang(false);
        };

        minutes(300);

        assertThat(bench.log()).isEmpty();
        assertThat(looks).hasSize(1);
        found = () -> Activity.idle("nobody");
        bench.workers().releaseStubborn();
        minutes(32);
        assertThat(bench.log()).containsExactly("stop nas");
    }

    @Test
    void allProbesOfARuleMustFindItIdle() {
        bench.script("nas").up();
        bench.open(bench.resource("nas")
                .inactivity(InactivityRule.of("both", probe(), timeout -> Activity.used("somebody else"))));

        minutes(300);

        assertThat(bench.log()).isEmpty();
    }

    @Test
    void eachRuleIsForItself() {
        bench.script("nas").up();
        bench.open(bench.resource("nas")
                .inactivity(
                        InactivityRule.of("used", timeout -> Activity.used("somebody")),
                        InactivityRule.of("idle", probe()).withTimes(Duration.ofMinutes(5), Duration.ofSeconds(10))));

        minutes(6);

        assertThat(told("nas")).extracting(AutoShutdown::ruleId).containsExactly("idle");
    }

    @Test
    @DisplayName("S1-39 an active dependent cancels")
    void anActiveDependentKeepsIt() {
        bench.script("web").up();
        bench.open(idle("db"), bench.resource("web", "db"));

        minutes(60);
        assertThat(bench.log()).isEmpty();
        bench.stop("web");
        bench.log().clear();
        bench.script("db").up();
        bench.start("db");
        bench.log().clear();
        minutes(29);
        assertThat(bench.log()).isEmpty();
        minutes(3);

        assertThat(bench.log()).containsExactly("stop db");
    }

    @Test
    void whatRunsOnItKeepsIt() {
        bench.script("vm").up();
        bench.open(idle("nas"), bench.resource("vm").host("nas"));

        minutes(300);

        assertThat(bench.log()).isEmpty();
    }

    @Test
    void aDependentThatWakesUpAtTheLastMomentCancels() {
        bench.open(idle("db"), bench.resource("web", "db"));
        minutes(30);

        bench.script("web").up();
        minutes(60);

        assertThat(bench.log()).isEmpty();
        assertThat(told("db")).isEmpty();
    }

    @Test
    void takesAlongWhatNothingElseNeeds() {
        bench.script("db").up();
        bench.open(bench.resource("db"), idle("web", "db"));

        minutes(32);

        assertThat(bench.log()).containsExactly("stop web", "stop db");
    }

    @Test
    void whatIsNotHealthyIsNotStoppedForBeingIdle() {
        bench.open(idle("nas"));
        minutes(20);

        bench.script("nas").sickens();
        minutes(1);
        bench.script("nas").up();
        minutes(20);

        assertThat(bench.log()).isEmpty();
    }

    @Test
    void waitsForAConfirmationWhereOneIsNeededAndAsksOnce() {
        bench.open(idle("nas").stopping(new Resource.Stopping(true, true)));

        minutes(32);
        assertThat(told("nas")).hasSize(1);
        assertThat(bench.log()).isEmpty();

        minutes(5);
        assertThat(told("nas")).hasSize(1);
    }

    @Test
    void followsTheRulesOfAGraphThatWasEdited() {
        bench.script("nas").up();
        bench.open(bench.resource("nas"));
        minutes(60);

        Resource changed = bench.coordinator().graph().resource("nas").toBuilder()
                .inactivity(InactivityRule.of("new", probe()))
                .build();
        bench.settled(bench.coordinator().edit(bench.coordinator().graph().with(changed), List.of("nas"), Map.of()));
        minutes(32);

        assertThat(bench.log()).containsExactly("stop nas");
    }

    @Test
    void leavesNothingBehindWhenTheEngineCloses() {
        bench.open(idle("nas"));
        minutes(5);

        bench.coordinator().close();
        bench.loop().settle();

        assertThat(bench.loop().alarms()).isZero();
    }

    @Test
    void refusesARuleThatCannotBe() {
        assertThatThrownBy(() -> InactivityRule.of("a b", probe())).hasMessageStartingWith("id: \"a b\" (expected: ");
        assertThatThrownBy(() -> InactivityRule.of("a")).hasMessage("probes: none (expected: at least one)");
        assertThatThrownBy(() -> InactivityRule.of("a", probe()).withTimes(Duration.ZERO, InactivityRule.EVERY))
                .hasMessageStartingWith("after: PT0S (expected: ");
        assertThatThrownBy(() -> Resource.named("x")
                        .inactivity(InactivityRule.of("a", probe()), InactivityRule.of("a", probe()))
                        .build())
                .hasMessageStartingWith("inactivity: \"a\" (expected: ");
    }
}
