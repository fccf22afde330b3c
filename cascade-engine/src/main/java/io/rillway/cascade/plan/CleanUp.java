// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What nobody active needs any more once a set has stopped: functional dependencies of the set, recursively; never a host.
 * Each user that joins the set takes one need off what it depends on, so that the work is linear in the edges.
 */
final class CleanUp {

    private final Topology graph;
    private final Order order;
    private final IntPredicate active;
    private final StopSet set;
    private final Found considered = new Found();
    private final int[] activeUsers;
    private final BitSet visited = new BitSet();
    private final Found proposed = new Found();

    /** Works on the set, which grows by what it finds. */
    CleanUp(Topology graph, Order order, IntPredicate active, StopSet set) {
        this.graph = graph;
        this.order = order;
        this.active = active;
        this.set = set;
        this.activeUsers = new int[graph.size()];
    }

    void run() {
        Edges needs = graph.needs();
        for (int place = 0; place < set.members().size(); place++) {
            int member = set.members().at(place);
            visited.set(member);
            for (int i = needs.from(member); i < needs.to(member); i++) {
                if (!set.has(needs.at(i))) {
                    consider(needs.at(i), member);
                }
            }
        }
    }

    private void consider(int number, int user) {
        boolean isFirst = considered.add(number);
        activeUsers[number] = isFirst ? count(number) : activeUsers[number] - (active.test(user) ? 1 : 0);
        if (activeUsers[number] > 0 || !Scope.mayBeUnused(graph, number) || proposed.has(number)) {
            return;
        }
        if (active.test(number) && graph.resource(number).stopping().confirm() && !order.unusedConfirmed()) {
            proposed.add(number);
        } else {
            set.add(number, Cause.DEPENDENCY, user);
        }
    }

    /** Counted when first met, and taken off one by one as they are visited. */
    private int count(int number) {
        Edges users = graph.dependents();
        int active = 0;
        for (int i = users.from(number); i < users.to(number); i++) {
            if (this.active.test(users.at(i)) && !visited.get(users.at(i))) {
                active++;
            }
        }
        return active;
    }

    /** What is unused and waits for a confirmation. */
    List<String> proposed() {
        List<String> ids = new ArrayList<>(proposed.size());
        for (int place = 0; place < proposed.size(); place++) {
            ids.add(graph.id(proposed.at(place)));
        }
        return List.copyOf(ids);
    }

    /** What stays although a user of it stops, and why. */
    List<Plan.Protected> protectedResources() {
        List<Plan.Protected> left = new ArrayList<>();
        for (int place = 0; place < considered.size(); place++) {
            int number = considered.at(place);
            if (!set.has(number) && active.test(number)) {
                left.add(protect(number));
            }
        }
        return left;
    }

    private Plan.Protected protect(int number) {
        Resource resource = graph.resource(number);
        List<String> users = new ArrayList<>();
        Edges dependents = graph.dependents();
        for (int i = dependents.from(number); i < dependents.to(number); i++) {
            if (active.test(dependents.at(i)) && !set.has(dependents.at(i))) {
                users.add(graph.id(dependents.at(i)));
            }
        }
        return new Plan.Protected(resource.id(), resource.name(), users, why(number, users));
    }

    private String why(int number, List<String> users) {
        if (!users.isEmpty()) {
            return "needed by " + String.join(", ", users);
        }
        if (!graph.resource(number).stopping().whenUnused()) {
            return "kept when unused";
        }
        return graph.hosted().count(number) == 0 ? "needs confirmation" : "a host is not stopped for being unused";
    }
}
