// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.BitSet;
import java.util.List;

/**
 * The links of a graph seen from the other end: who needs a resource, who needs it hard, who runs on it, which groups stand as it
 * does, and which resources are jobs.
 */
record Users(Edges dependents, Edges requirers, Edges hosted, Edges groups, BitSet jobs) {

    static Users of(List<Resource> resources, Edges needs, int[] hosts) {
        return new Users(
                needs.reversed((user, place) -> true),
                needs.reversed((user, place) -> isHard(resources.get(user), place)),
                Edges.ofSingle(hosts).reversed((user, place) -> true),
                needs.reversed((user, place) -> resources.get(user).isGroup() && isHard(resources.get(user), place)),
                jobs(resources, needs));
    }

    private static boolean isHard(Resource user, int place) {
        return user.dependencies().get(place).required();
    }

    /** What another one waits for to end. */
    private static BitSet jobs(List<Resource> resources, Edges needs) {
        BitSet jobs = new BitSet();
        for (int user = 0; user < resources.size(); user++) {
            List<Dependency> dependencies = resources.get(user).dependencies();
            for (int place = 0; place < dependencies.size(); place++) {
                if (dependencies.get(place).condition() == Condition.COMPLETED) {
                    jobs.set(needs.at(needs.from(user) + place));
                }
            }
        }
        return jobs;
    }
}
