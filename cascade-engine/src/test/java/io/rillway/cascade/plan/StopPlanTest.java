// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.Resource.Stopping;
import io.rillway.cascade.model.ResourceGraph;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StopPlanTest {

    private static final Stopping KEPT = new Stopping(false, false);
    private static final Stopping CONFIRMED = new Stopping(true, true);

    private static Draft draft(ResourceGraph graph, String target, Reality standing) {
        return draft(graph, Order.of(CascadeRequest.stop(target)), standing);
    }

    private static Draft draft(ResourceGraph graph, Order order, Reality standing) {
        return ((Drafting.Ready) Planner.draft(graph, order, standing)).draft();
    }

    private static List<String> stops(Draft draft) {
        return draft.plan().steps().stream().map(Plan.Step::resourceId).toList();
    }

    @Test
    @DisplayName("S1-34 what runs on the target, the target, what is unused: users first, each with its cause")
    void plansThreePhases() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("disk"),
                Graphs.res("db", "disk"),
                Graphs.res("nas"),
                Graphs.res("vm", "db").host("nas"),
                Graphs.res("app").host("vm"));

        Plan plan = draft(graph, "vm", Graphs.online("disk", "db", "nas", "vm", "app"))
                .plan();

        assertThat(plan.steps())
                .containsExactly(
                        new Plan.Step("app", "app", Cause.HOSTED, "vm", List.of()),
                        new Plan.Step("vm", "vm", Cause.TARGET, null, List.of("app")),
                        new Plan.Step("db", "db", Cause.DEPENDENCY, "vm", List.of("vm")),
                        new Plan.Step("disk", "disk", Cause.DEPENDENCY, "db", List.of("db")));
        assertThat(plan.protectedResources()).isEmpty();
    }

    @Test
    void aHostIsNeverStoppedForBeingUnused() {
        ResourceGraph graph = Graphs.graph(Graphs.res("nas"), Graphs.res("vm").host("nas"), Graphs.res("app", "nas"));

        Draft byHost = draft(graph, "vm", Graphs.online("nas", "vm"));
        Draft byNeed = draft(graph, "app", Graphs.online("nas", "app"));

        assertThat(stops(byHost)).containsExactly("vm");
        assertThat(stops(byNeed)).containsExactly("app");
        assertThat(byNeed.plan().protectedResources())
                .containsExactly(new Plan.Protected("nas", "nas", List.of(), "a host is not stopped for being unused"));
    }

    @Test
    void whatIsKeptWhenUnusedStaysWithEverythingBehindIt() {
        ResourceGraph graph =
                Graphs.graph(Graphs.res("disk"), Graphs.res("db", "disk").stopping(KEPT), Graphs.res("web", "db"));

        Plan plan = draft(graph, "web", Graphs.online("disk", "db", "web")).plan();

        assertThat(plan.steps()).extracting(Plan.Step::resourceId).containsExactly("web");
        assertThat(plan.protectedResources())
                .containsExactly(new Plan.Protected("db", "db", List.of(), "kept when unused"));
    }

    @Test
    @DisplayName("S1-34 protects what somebody active needs, with the names")
    void protectsWhatIsNeeded() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("db"),
                Graphs.res("web", "db"),
                Graphs.res("api", "db"),
                Graphs.res("report").dependsOn(Dependency.on("db").optional()),
                Graphs.res("idle", "db"));

        assertThat(draft(graph, "web", Graphs.online("db", "web", "api", "report"))
                        .plan()
                        .protectedResources())
                .containsExactly(new Plan.Protected("db", "db", List.of("api", "report"), "needed by api, report"));
    }

    @Test
    void aSoftUserDoesNotRefuseAStop() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("cache"),
                Graphs.res("web").dependsOn(Dependency.on("cache").optional()));

        assertThat(stops(draft(graph, "cache", Graphs.online("cache", "web")))).containsExactly("cache");
    }

    @Test
    void whateverIsNotKnownToBeOfflineIsActive() {
        ResourceGraph graph = Graphs.graph(Graphs.res("db"), Graphs.res("web", "db"), Graphs.res("api", "db"));
        Map<String, Standing> unsure = Map.of("db", Standing.ONLINE, "web", Standing.ONLINE, "api", Standing.ACTIVE);

        assertThat(stops(draft(graph, "web", Graphs.standing(unsure)))).containsExactly("web");
    }

    @Test
    void anEndedJobNeedsNothing() {
        ResourceGraph graph = Graphs.graph(Graphs.res("db"), Graphs.res("web", "db"), Graphs.res("migrate", "db"));
        Map<String, Standing> known =
                Map.of("db", Standing.ONLINE, "web", Standing.ONLINE, "migrate", Standing.COMPLETED);

        assertThat(stops(draft(graph, "web", Graphs.standing(known)))).containsExactly("web", "db");
    }

    @Test
    void namesBothWhereDependentsAreActive() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("nas"), Graphs.res("vm").host("nas"), Graphs.res("web", "vm"), Graphs.res("idle", "nas"));

        assertThat(Planner.draft(graph, Order.of(CascadeRequest.stop("nas")), Graphs.online("nas", "vm", "web")))
                .isEqualTo(new Drafting.DependentsActive(Map.of("web", List.of("vm"))));
    }

    @Test
    void dependentsThatGoTooCloseTheSetUnderBothRules() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("db"),
                Graphs.res("vm", "db"),
                Graphs.res("app").host("vm"),
                Graphs.res("web", "app"),
                Graphs.res("idle", "db"),
                Graphs.res("cache"));
        Order order = Order.of(CascadeRequest.stop("db", Dependents.STOP));

        Draft draft = draft(graph, order, Graphs.online("db", "vm", "app", "web", "cache"));

        assertThat(draft.plan().steps())
                .extracting(Plan.Step::resourceId, Plan.Step::cause, Plan.Step::of)
                .containsExactly(
                        tuple("web", Cause.DEPENDENT, "app"),
                        tuple("app", Cause.HOSTED, "vm"),
                        tuple("vm", Cause.DEPENDENT, "db"),
                        tuple("db", Cause.TARGET, null));
    }

    @Test
    void stoppingAGroupStopsWhatOnlyItNeeds() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("db"),
                Graphs.res("web", "db"),
                Graphs.res("dns"),
                Graphs.res("mail", "dns"),
                Resource.named("all").dependsOn("web", "dns"));

        Draft draft = draft(graph, "all", Graphs.online("db", "web", "dns", "mail", "all"));

        assertThat(stops(draft)).containsExactly("web", "db");
        assertThat(draft.plan().protectedResources())
                .extracting(Plan.Protected::resourceId)
                .containsExactly("dns");
    }

    @Test
    void whatHasToBeConfirmedGatesTheWholeStop() {
        ResourceGraph graph = Graphs.graph(
                Graphs.res("nas").stopping(CONFIRMED), Graphs.res("vm").host("nas"));

        Draft draft = draft(graph, "nas", Graphs.online("nas", "vm"));

        assertThat(draft.gated()).isTrue();
        assertThat(draft.plan().needsConfirmation()).containsExactly("nas");
        assertThat(stops(draft)).containsExactly("vm", "nas");
        assertThat(draft(graph, "nas", Graphs.online("vm")).gated()).isFalse();
    }

    @Test
    void whatIsUnusedAndHasToBeConfirmedIsProposed() {
        ResourceGraph graph =
                Graphs.graph(Graphs.res("disk"), Graphs.res("db", "disk").stopping(CONFIRMED), Graphs.res("web", "db"));
        CascadeRequest request = CascadeRequest.stop("web");

        Draft first = draft(graph, Order.of(request), Graphs.online("disk", "db", "web"));
        Draft confirmed = draft(graph, new Order(request, true), Graphs.online("disk", "db"));

        assertThat(stops(first)).containsExactly("web");
        assertThat(first.gated()).isFalse();
        assertThat(first.proposed()).containsExactly("db");
        assertThat(first.plan().needsConfirmation()).containsExactly("db");
        assertThat(stops(confirmed)).containsExactly("db", "disk");
        assertThat(confirmed.plan().skipped()).containsExactly(new Plan.Skipped("web", "web", "already offline"));
    }

    @Test
    void countsEachUserOnceHoweverManyEdges() {
        Resource.Builder[] resources = new Resource.Builder[20_001];
        String[] all = new String[20_000];
        for (int i = 0; i < 20_000; i++) {
            all[i] = "r" + i;
            resources[i] = i == 0 ? Graphs.res("r0") : Graphs.res("r" + i, "r" + (i - 1));
        }
        resources[20_000] = Graphs.res("top", all);
        AtomicInteger asked = new AtomicInteger();

        Draft draft = draft(Graphs.graph(resources), "top", Reality.of(id -> {
            asked.incrementAndGet();
            return Standing.ONLINE;
        }));

        assertThat(draft.steps())
                .hasSize(20_001)
                .last()
                .extracting(DraftStep::id)
                .isEqualTo("r0");
        assertThat(asked.get()).isLessThan(10 * 60_000);
    }

    @Test
    void whatRunsOnAResourceAndNeedsItIsWaitedForOnce() {
        ResourceGraph graph = Graphs.graph(Graphs.res("app", "vm").host("vm"), Graphs.res("vm"));

        Plan plan = draft(graph, "vm", Graphs.online("vm", "app")).plan();

        assertThat(plan.steps())
                .extracting(Plan.Step::resourceId, Plan.Step::after)
                .containsExactly(tuple("app", List.of()), tuple("vm", List.of("app")));
    }
}
