// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a stop is about: the target, what runs on a member, and, where they go too, the active resources that require one;
 * closed under both rules. What is not needed without them may join later.
 */
final class StopSet {

    private final Topology graph;
    private final IntPredicate active;
    private final Found members = new Found();
    private final Cause[] causes;
    private final int[] reasons;

    private StopSet(Topology graph, IntPredicate active) {
        this.graph = graph;
        this.active = active;
        this.causes = new Cause[graph.size()];
        this.reasons = new int[graph.size()];
    }

    static StopSet of(Topology graph, Order order, IntPredicate active) {
        StopSet set = new StopSet(graph, active);
        set.add(graph.number(order.target()), Cause.TARGET, Topology.NONE);
        boolean dependentsToo = order.request().dependents() == Dependents.STOP;
        for (int place = 0; place < set.members.size(); place++) {
            int member = set.members.at(place);
            set.addAll(graph.hosted(), member, Cause.HOSTED);
            if (dependentsToo) {
                set.addAll(graph.requirers(), member, Cause.DEPENDENT);
            }
        }
        return set;
    }

    /** Its users of one kind: all that run on it, and of those that require it the active ones. */
    private void addAll(Edges users, int member, Cause cause) {
        for (int i = users.from(member); i < users.to(member); i++) {
            if (cause == Cause.HOSTED || active.test(users.at(i))) {
                add(users.at(i), cause, member);
            }
        }
    }

    void add(int number, Cause cause, int of) {
        if (members.add(number)) {
            causes[number] = cause;
            reasons[number] = of;
        }
    }

    /** The members, in the order in which they joined. */
    Found members() {
        return members;
    }

    boolean has(int number) {
        return members.has(number);
    }

    Cause cause(int number) {
        return causes[number];
    }

    /** The id of the resource that is the reason, or null for the target. */
    @Nullable
    String of(int number) {
        return reasons[number] == Topology.NONE ? null : graph.id(reasons[number]);
    }

    /** The active resources outside that require a member, each with what it requires. */
    Map<String, List<String>> activeDependents() {
        Map<String, List<String>> found = new LinkedHashMap<>();
        Edges requirers = graph.requirers();
        for (int place = 0; place < members.size(); place++) {
            int member = members.at(place);
            for (int i = requirers.from(member); i < requirers.to(member); i++) {
                int user = requirers.at(i);
                if (!has(user) && active.test(user)) {
                    found.computeIfAbsent(graph.id(user), id -> new ArrayList<>())
                            .add(graph.id(member));
                }
            }
        }
        found.replaceAll((user, needs) -> List.copyOf(needs));
        return found;
    }
}
