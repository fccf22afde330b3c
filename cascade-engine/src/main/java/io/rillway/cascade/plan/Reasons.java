// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.DraftStep.Stake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why resources are in the plan of a start, and how much depends on each: the first user that names it, and the highest stake of
 * any. It is one number for each, since there are several times as many links to be walked along as resources.
 */
final class Reasons {

    // A higher stake is a higher number.
    private static final List<Stake> STAKES = List.of(Stake.NONE, Stake.STARTED, Stake.FULL);
    private static final int NOTHING = 0;
    private static final int STARTED = 1;
    private static final int FULL = 2;
    private static final int STAKE = 3;
    private static final int HOST = 4;
    private static final int KIND_BITS = 3;

    // So that the number of no user is not that of a resource that was not met.
    private static final int FIRST_USER = 2;

    private final Topology graph;

    // By number: the user, whether it runs on this one, and the stake; 0 for what was not met.
    private final int[] reasons;

    private Reasons(Topology graph, int size) {
        this.graph = graph;
        this.reasons = new int[size];
    }

    /** From the target down: upstream lists needs first, so that its reverse meets every user before what it needs. */
    static Reasons of(Topology graph, int[] upstream) {
        int target = upstream[upstream.length - 1];
        Reasons reasons = new Reasons(graph, target + 1);
        reasons.add(target, Topology.NONE, 0, FULL);
        for (int i = upstream.length - 1; i >= 0; i--) {
            reasons.addFooting(upstream[i]);
        }
        return reasons;
    }

    private void addFooting(int user) {
        int stake = reasons[user] & STAKE;
        int needs = graph.needs().count(user);
        LinkRow footing = graph.footing(user).links();
        for (int i = 0; i < footing.size(); i++) {
            add(footing.on(i), user, i < needs ? 0 : HOST, stakeOf(footing, i, stake));
        }
    }

    private static int stakeOf(LinkRow footing, int place, int user) {
        if (user == NOTHING || !footing.isRequired(place)) {
            return NOTHING;
        }
        return footing.condition(place) == Condition.STARTED ? STARTED : FULL;
    }

    private void add(int number, int user, int kind, int stake) {
        int known = reasons[number];
        if (known == 0) {
            reasons[number] = ((user + FIRST_USER) << KIND_BITS) | kind | stake;
        } else if (stake > (known & STAKE)) {
            reasons[number] = (known & ~STAKE) | stake;
        }
    }

    Cause cause(int number) {
        if (reasons[number] == 0) {
            throw new IllegalStateException("resource: " + graph.id(number) + " (expected: upstream of the target)");
        }
        if (user(number) == Topology.NONE) {
            return Cause.TARGET;
        }
        return (reasons[number] & HOST) == 0 ? Cause.DEPENDENCY : Cause.HOST;
    }

    /** The id of the user that is the reason, or null for the target. */
    @Nullable
    String of(int number) {
        int user = user(number);
        return user == Topology.NONE ? null : graph.id(user);
    }

    private int user(int number) {
        return (reasons[number] >>> KIND_BITS) - FIRST_USER;
    }

    Stake stake(int number) {
        return STAKES.get(reasons[number] & STAKE);
    }
}
