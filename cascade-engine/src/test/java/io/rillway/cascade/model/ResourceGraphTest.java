// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.cascade.model.GraphException.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResourceGraphTest {

    private static Resource.Builder of(String id, String... needs) {
        return Resource.named(id).dependsOn(needs);
    }

    private static ResourceGraph graph(Resource.Builder... resources) {
        return ResourceGraph.of(
                List.of(resources).stream().map(Resource.Builder::build).toList());
    }

    private static void refuses(ThrowingCallable call, Code code, String message, String... ids) {
        assertThatExceptionOfType(GraphException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessage(message);
            assertThat(e.resources()).containsExactly(ids);
        });
    }

    @Test
    @DisplayName("S1-38 refuses a cycle with its whole path")
    void refusesCycleNamingIt() {
        refuses(
                () -> graph(of("x", "a"), of("a", "b"), of("b", "c"), of("c", "a")),
                Code.DEPENDENCY_CYCLE_DETECTED,
                "dependency: a -> b -> c -> a (expected: no cycle)",
                "a",
                "b",
                "c",
                "a");
    }

    @Test
    @DisplayName("S1-38 refuses a cycle over both kinds of edge")
    void refusesCycleOverHosts() {
        refuses(
                () -> graph(of("vm").host("nas"), of("nas", "dns"), of("dns").host("vm")),
                Code.DEPENDENCY_CYCLE_DETECTED,
                "dependency: vm -> nas -> dns -> vm (expected: no cycle)",
                "vm",
                "nas",
                "dns",
                "vm");
    }

    @Test
    @DisplayName("S1-38 refuses a link to itself, by need and by host")
    void refusesSelfLink() {
        String message = "dependency: a -> a (expected: another resource)";
        refuses(() -> graph(of("a", "a")), Code.DEPENDENCY_SELF_LINK, message, "a", "a");
        refuses(() -> graph(of("a").host("a")), Code.DEPENDENCY_SELF_LINK, message, "a", "a");
    }

    @Test
    @DisplayName("S1-38 refuses a dependency that is named twice")
    void refusesDuplicateDependency() {
        refuses(
                () -> graph(of("a", "b", "b"), of("b")),
                Code.DEPENDENCY_DUPLICATE,
                "dependency: a -> b (expected: named once)",
                "a",
                "b");
    }

    @Test
    void refusesTwoResourcesWithOneId() {
        refuses(
                () -> graph(of("a"), of("a")),
                Code.RESOURCE_DUPLICATE,
                "resource: a (expected: one resource with this id)",
                "a");
    }

    @Test
    void refusesWhatTheGraphDoesNotHave() {
        refuses(
                () -> graph(of("a", "b")),
                Code.NOT_FOUND,
                "dependency: a -> b (expected: a resource of the graph)",
                "b");
        refuses(() -> graph().resource("b"), Code.NOT_FOUND, "resource: b (expected: a resource of the graph)", "b");
    }

    @Test
    void mayNeedAndRunOnTheSame() {
        ResourceGraph graph = graph(of("vm", "nas").host("nas"), of("nas"));

        assertThat(graph.topologicalOrder()).containsExactly("nas", "vm");
        assertThat(graph.upstream("vm")).containsExactly("nas", "vm");
    }

    @Test
    @DisplayName("S1-38 knows upstream chain, direct dependents, what is hosted and what is shared")
    void answersWhoNeedsWhom() {
        ResourceGraph graph = graph(of("web", "db"), of("api", "db"), of("db").host("nas"), of("nas"), of("lone"));

        assertThat(graph.upstream("web")).containsExactly("nas", "db", "web");
        assertThat(graph.dependents("db")).containsExactly("web", "api");
        assertThat(graph.hosted("nas")).containsExactly("db");
        assertThat(graph.isShared("db")).isTrue();
        assertThat(graph.isShared("web")).isFalse();
        assertThat(graph.topologicalOrder()).containsExactly("nas", "lone", "db", "web", "api");
        assertThat(graph.ids()).containsExactly("web", "api", "db", "nas", "lone");
    }

    @Test
    void tellsHardNeedsAndJobs() {
        ResourceGraph graph = graph(
                of("web").dependsOn(Dependency.on("cache").optional(), completed("migrate")),
                of("cache"),
                of("migrate"));

        assertThat(graph.requirers("cache")).isEmpty();
        assertThat(graph.requirers("migrate")).containsExactly("web");
        assertThat(graph.isJob("migrate")).isTrue();
        assertThat(graph.isJob("cache")).isFalse();
    }

    private static Dependency completed(String on) {
        return Dependency.on(on).when(Dependency.Condition.COMPLETED);
    }

    @Test
    void aChangeMakesAnotherGraph() {
        ResourceGraph before = graph(of("web", "db"), of("db"));

        ResourceGraph after =
                before.with(of("web").build()).with(of("cache").build()).without("db");

        assertThat(before.ids()).containsExactly("web", "db");
        assertThat(after.ids()).containsExactly("web", "cache");
        assertThat(after).isEqualTo(graph(of("web"), of("cache"))).isNotEqualTo(before);
        refuses(
                () -> before.without("db"),
                Code.RESOURCE_NEEDED,
                "resource: db is needed by web (expected: by none)",
                "web");
        refuses(
                () -> before.with(of("db", "web").build()),
                Code.DEPENDENCY_CYCLE_DETECTED,
                "dependency: web -> db -> web (expected: no cycle)",
                "web",
                "db",
                "web");
    }

    @Test
    void aLongChainNeedsNoStack() {
        List<Resource> chain = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            chain.add((i == 0 ? of("r0") : of("r" + i, "r" + (i - 1))).build());
        }
        Collections.shuffle(chain, new Random(1));

        ResourceGraph graph = ResourceGraph.of(chain);

        assertThat(graph.upstream("r99999"))
                .hasSize(100_000)
                .startsWith("r0", "r1")
                .endsWith("r99999");
        assertThat(graph.topologicalOrder()).isEqualTo(graph.upstream("r99999"));
    }
}
