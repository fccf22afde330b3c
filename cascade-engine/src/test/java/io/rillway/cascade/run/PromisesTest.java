// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.StepState;
import io.rillway.cascade.testing.Bench;
import io.rillway.events.Event;
import io.rillway.events.catalog.CascadeEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The promises of a cascade, over many small random houses; a seed names the one that breaks them. */
class PromisesTest {

    private static final int HOUSES = 1500;

    private static CascadeRequest request(RandomHouse house) {
        return house.random().nextBoolean()
                ? CascadeRequest.start(house.any())
                : CascadeRequest.stop(house.any(), house.random().nextBoolean() ? Dependents.REFUSE : Dependents.STOP);
    }

    private static Optional<Ledger> tryRun(Bench bench, CascadeRequest request) {
        try {
            return Optional.of(bench.run(request));
        } catch (Refusal refusal) {
            assertThat(refusal.reason()).isIn(Refusal.Reason.CASCADE_IN_PROGRESS, Refusal.Reason.DEPENDENTS_ACTIVE);
            return Optional.empty();
        }
    }

    @Test
    @DisplayName("S1-31 S1-34 what the plan says is what runs, in an order that the plan allows")
    void planEqualsRun() {
        for (long seed = 0; seed < HOUSES; seed++) {
            RandomHouse house = new RandomHouse(seed, false);
            Bench bench = house.bench();
            CascadeRequest request = request(house);
            Optional<Plan> plan = tryPlan(bench, request);
            assertThat(tryRun(bench, request).isPresent()).as("seed %s", seed).isEqualTo(plan.isPresent());
            bench.advanceSeconds(120);
            if (plan.isPresent()) {
                checkRun(seed, plan.get(), bench);
            }
        }
    }

    private static Optional<Plan> tryPlan(Bench bench, CascadeRequest request) {
        try {
            return Optional.of(bench.plan(request));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private static void checkRun(long seed, Plan plan, Bench bench) {
        String verb = plan.action() == Action.START ? "start " : "stop ";
        List<String> planned =
                plan.steps().stream().map(step -> verb + step.resourceId()).toList();
        assertThat(bench.log()).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(planned);
        for (Plan.Step step : plan.steps()) {
            for (String before : step.after()) {
                assertThat(bench.log().indexOf(verb + before))
                        .as("seed %s: %s before %s", seed, before, step.resourceId())
                        .isLessThan(bench.log().indexOf(verb + step.resourceId()));
            }
        }
        assertThat(bench.coordinator().archive().records())
                .as("seed %s", seed)
                .allMatch(record -> record.status() == CascadeStatus.COMPLETED);
    }

    @Test
    @DisplayName(
            "S1-33 S1-34 needs before users, no need stopped, nothing done twice, one end each, also when many run at once")
    void keepsItsPromisesWhenManyRunAtOnce() {
        for (long seed = 0; seed < HOUSES; seed++) {
            RandomHouse house = new RandomHouse(seed, seed % 2 == 0);
            Checker checker = new Checker(house.graph(), house.bench());
            List<Ledger> cascades = rush(house);
            house.bench().advanceSeconds(300);

            assertThat(checker.breaches()).as("seed %s", seed).isEmpty();
            checkEnds(seed, house.bench(), cascades);
        }
    }

    private static List<Ledger> rush(RandomHouse house) {
        List<Ledger> cascades = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tryRun(house.bench(), request(house)).ifPresent(cascades::add);
            house.bench().advance(Duration.ofMillis(house.random().nextInt(3000)));
            if (house.random().nextInt(5) == 0 && !cascades.isEmpty()) {
                Ledger victim = cascades.get(house.random().nextInt(cascades.size()));
                house.bench().coordinator().cancel(victim.id(), "the test says so", Duration.ZERO);
            }
        }
        return cascades;
    }

    private static void checkEnds(long seed, Bench bench, List<Ledger> cascades) {
        Map<String, Integer> ends = new HashMap<>();
        for (Event event : bench.sink().events()) {
            if (event.data() instanceof CascadeEvents.Complete end) {
                ends.merge(end.cascadeId(), 1, Integer::sum);
            } else if (event.data() instanceof CascadeEvents.Failure end) {
                ends.merge(end.cascadeId(), 1, Integer::sum);
            }
        }
        for (Ledger cascade : cascades) {
            CascadeRecord record = cascade.snapshot();
            assertThat(cascade.completion()).as("seed %s", seed).isCompleted();
            assertThat(record.status().isTerminal()).as("seed %s", seed).isTrue();
            assertThat(ends).as("seed %s", seed).containsEntry(record.id(), 1);
            assertThat(record.steps())
                    .as("seed %s", seed)
                    .extracting(StepRecord::state)
                    .doesNotContain(StepState.PENDING, StepState.RUNNING);
        }
    }
}
