// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.testing.Bench;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks what is done against the promises, knowing the graph and the scripts alone: nothing of plans, claims or statuses.
 */
final class Checker {

    private final ResourceGraph graph;
    private final Bench bench;
    private final List<String> breaches = new ArrayList<>();

    Checker(ResourceGraph graph, Bench bench) {
        this.graph = graph;
        this.bench = bench;
        bench.observe(this::called);
    }

    List<String> breaches() {
        return breaches;
    }

    /** What a resource needs hard, groups replaced by what they need. */
    static Set<String> needs(ResourceGraph graph, String id) {
        Resource resource = graph.resource(id);
        Set<String> found = new LinkedHashSet<>();
        resource.host().ifPresent(host -> addNeed(graph, host, found));
        resource.dependencies().stream().filter(Dependency::required).forEach(need -> addNeed(graph, need.on(), found));
        return found;
    }

    private static void addNeed(ResourceGraph graph, String id, Set<String> found) {
        if (graph.resource(id).isGroup()) {
            found.addAll(needs(graph, id));
        } else {
            found.add(id);
        }
    }

    private void called(String call) {
        String id = call.substring(call.indexOf(' ') + 1);
        if (call.startsWith("start ")) {
            check(!bench.script(id).isHealthy(), call + ": it is up already");
            needs(graph, id).forEach(need -> check(bench.script(need).isHealthy(), call + ": " + need + " is not up"));
        } else if (call.startsWith("stop ")) {
            check(bench.script(id).isRunning(), call + ": it is down already");
            new TreeSet<>(graph.ids())
                    .stream()
                            .filter(user -> !graph.resource(user).isGroup()
                                    && directNeeds(user).contains(id))
                            .forEach(user ->
                                    check(!bench.script(user).isRunning(), call + ": " + user + " still needs it"));
        }
    }

    private Set<String> directNeeds(String id) {
        Set<String> found = new LinkedHashSet<>();
        Resource resource = graph.resource(id);
        resource.host().ifPresent(found::add);
        resource.dependencies().stream().filter(Dependency::required).forEach(need -> found.add(need.on()));
        return found;
    }

    private void check(boolean holds, String breach) {
        if (!holds) {
            breaches.add(breach);
        }
    }
}
