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

    static Users of(List<Resource> resources, Edges needs, Kinds kinds, int[] hosts) {
        return new Users(
                needs.reversed((user, place) -> true),
                needs.reversed((user, place) -> kinds.isRequired(needs.from(user) + place)),
                Edges.ofSingle(hosts).reversed((user, place) -> true),
                needs.reversed((user, place) -> kinds.isRequired(needs.from(user) + place)
                        && resources.get(user).isGroup()),
                jobs(needs, kinds));
    }

    /** What another one waits for to end. */
    private static BitSet jobs(Edges needs, Kinds kinds) {
        BitSet jobs = new BitSet();
        for (int place = 0; place < needs.size(); place++) {
            if (kinds.condition(place) == Condition.COMPLETED) {
                jobs.set(needs.at(place));
            }
        }
        return jobs;
    }
}
