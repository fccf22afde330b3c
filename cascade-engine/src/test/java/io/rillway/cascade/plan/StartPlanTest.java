// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Link;
import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.plan.DraftStep.Stake;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StartPlanTest {

    private static Draft draft(ResourceGraph graph, String target, Reality standing) {
        Drafting drafting = Planner.draft(graph, Order.of(CascadeRequest.start(target)), standing);
        return ((Drafting.Ready) drafting).draft();
    }

    @Test
    @DisplayName("S1-31 plans the full chain, each step with its cause and what it waits for")
    void plansTheChainWithCauses() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("web", "db").host("vm"),
                Graphs.res("db"),
                Graphs.res("vm").host("nas"),
                Graphs.res("nas"));

        Plan plan = draft(graph, "web", Graphs.online()).plan();

        assertThat(plan.steps())
                .containsExactly(
                        new Plan.Step("db", "db", Cause.DEPENDENCY, "web", List.of()),
                        new Plan.Step("nas", "nas", Cause.HOST, "vm", List.of()),
                        new Plan.Step("vm", "vm", Cause.HOST, "web", List.of("nas")),
                        new Plan.Step("web", "web", Cause.TARGET, null, List.of("db", "vm")));
    }

    @Test
    @DisplayName("S1-35 starting a resource starts neither what runs on it nor what needs it")
    void startsNothingDownstream() {
        ResourceGraph graph = Graphs.graph(Graphs.res("nas"), Graphs.res("vm").host("nas"), Graphs.res("web", "nas"));

        assertThat(draft(graph, "nas", Graphs.online()).plan().steps())
                .extracting(Plan.Step::resourceId)
                .containsExactly("nas");
    }

    @Test
    @DisplayName("S1-16 C3 skips what is online and what has no connector, and does not count it")
    void skipsSilently() {
        ResourceGraph graph = Graphs.graph(Graphs.res("web", "db", "group"), Graphs.res("db"), Resource.named("group"));

        Plan plan = draft(graph, "web", Graphs.online("db")).plan();

        assertThat(plan.steps()).extracting(Plan.Step::resourceId).containsExactly("web");
        assertThat(plan.skipped())
                .containsExactly(
                        new Plan.Skipped("db", "db", "already online"),
                        new Plan.Skipped("group", "group", "no direct connector"));
    }

    @Test
    void waitsAcrossWhatHasNoStep() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("web", "group"),
                Resource.named("group").dependsOn("db", "up"),
                Graphs.res("db"),
                Graphs.res("up"));

        assertThat(draft(graph, "web", Graphs.online("up")).plan().steps())
                .extracting(Plan.Step::resourceId, Plan.Step::after)
                .containsExactly(tuple("db", List.of()), tuple("web", List.of("db")));
    }

    @Test
    void softNeedsAreStartedAndRiskNothing() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("web").dependsOn(Dependency.on("cache").optional()),
                Graphs.res("cache", "disk"),
                Graphs.res("disk"));

        assertThat(draft(graph, "web", Graphs.online()).steps())
                .extracting(DraftStep::id, DraftStep::stake)
                .containsExactly(tuple("disk", Stake.NONE), tuple("cache", Stake.NONE), tuple("web", Stake.FULL));
        LinkRow links = draft(graph, "web", Graphs.online()).steps().get(2).links();
        assertThat(links.size()).isEqualTo(1);
        assertThat(links.at(0)).isEqualTo(new Link(graph.topology().number("cache"), false, Condition.HEALTHY));
    }

    @Test
    void aJobRunsAgainWhenWhatItNeedsIsStarted() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("web").dependsOn(Dependency.on("migrate").when(Condition.COMPLETED)),
                Graphs.res("migrate", "db"),
                Graphs.res("db"));
        Map<String, Standing> ended = Map.of("migrate", Standing.COMPLETED, "db", Standing.ONLINE);

        Plan kept = draft(graph, "web", Graphs.standing(ended)).plan();
        Plan again = draft(graph, "web", Graphs.standing(Map.of("migrate", Standing.COMPLETED)))
                .plan();

        assertThat(kept.steps()).extracting(Plan.Step::resourceId).containsExactly("web");
        assertThat(kept.skipped()).contains(new Plan.Skipped("migrate", "migrate", "already completed"));
        assertThat(again.steps()).extracting(Plan.Step::resourceId).containsExactly("db", "migrate", "web");
    }

    @Test
    void asksForEachStandingOnceHoweverManyEdges() {
        Resource.Builder[] resources = new Resource.Builder[20_000];
        for (int i = 0; i < resources.length; i++) {
            String[] needs = new String[Math.min(i, 5)];
            for (int k = 0; k < needs.length; k++) {
                needs[k] = "r" + (i - 1 - k);
            }
            resources[i] = Graphs.res("r" + i, needs);
        }
        AtomicInteger asked = new AtomicInteger();

        Draft draft = draft(Graphs.graph(resources), "r19999", Reality.of(id -> {
            asked.incrementAndGet();
            return Standing.OFFLINE;
        }));

        assertThat(draft.steps()).hasSize(20_000);
        assertThat(asked).hasValue(20_000);
        assertThat(draft.steps().stream().mapToInt(step -> step.links().size()).sum())
                .isEqualTo(99_985);
    }
}
