// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.DraftStep.Stake;
import org.jspecify.annotations.Nullable;

/** Why resources are in the plan of a start, and how much depends on each: the first user that names it, and the highest stake of any. */
final class Reasons {

    private final Topology graph;
    private final @Nullable Cause[] causes;
    private final int[] users;
    private final Stake[] stakes;

    private Reasons(Topology graph) {
        this.graph = graph;
        this.causes = new @Nullable Cause[graph.size()];
        this.users = new int[graph.size()];
        this.stakes = new Stake[graph.size()];
    }

    /** From the target down: upstream lists needs first, so that its reverse meets every user before what it needs. */
    static Reasons of(Topology graph, int[] upstream) {
        Reasons reasons = new Reasons(graph);
        reasons.add(upstream[upstream.length - 1], Cause.TARGET, Topology.NONE, Stake.FULL);
        for (int i = upstream.length - 1; i >= 0; i--) {
            reasons.addNeeds(upstream[i]);
        }
        return reasons;
    }

    private void addNeeds(int user) {
        Stake stake = stakes[user];
        Edges needs = graph.needs();
        for (int i = needs.from(user); i < needs.to(user); i++) {
            add(needs.at(i), Cause.DEPENDENCY, user, stakeOf(i, stake));
        }
        if (graph.host(user) != Topology.NONE) {
            add(graph.host(user), Cause.HOST, user, stake == Stake.NONE ? stake : Stake.FULL);
        }
    }

    private Stake stakeOf(int need, Stake user) {
        if (user == Stake.NONE || !graph.isRequired(need)) {
            return Stake.NONE;
        }
        return graph.condition(need) == Condition.STARTED ? Stake.STARTED : Stake.FULL;
    }

    private void add(int number, Cause cause, int user, Stake stake) {
        if (causes[number] == null) {
            causes[number] = cause;
            users[number] = user;
            stakes[number] = stake;
        } else if (stake.compareTo(stakes[number]) > 0) {
            stakes[number] = stake;
        }
    }

    Cause cause(int number) {
        Cause cause = causes[number];
        if (cause == null) {
            throw new IllegalStateException("resource: " + graph.id(number) + " (expected: upstream of the target)");
        }
        return cause;
    }

    /** The id of the user that is the reason, or null for the target. */
    @Nullable
    String of(int number) {
        return users[number] == Topology.NONE ? null : graph.id(users[number]);
    }

    Stake stake(int number) {
        return stakes[number];
    }
}
