// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import java.util.BitSet;

/** What a resource needs or runs on, transitively and with itself: one walk from its number down, since needs have lower ones. */
final class Upstream {

    private Upstream() {}

    static int[] of(Topology graph, int target) {
        BitSet met = new BitSet(target + 1);
        met.set(target);
        for (int user = target; user >= 0; user = met.previousSetBit(user - 1)) {
            meetNeeds(graph, user, met);
        }
        return met.stream().toArray();
    }

    private static void meetNeeds(Topology graph, int user, BitSet met) {
        Edges needs = graph.needs();
        for (int i = needs.from(user); i < needs.to(user); i++) {
            met.set(needs.at(i));
        }
        if (graph.host(user) != Topology.NONE) {
            met.set(graph.host(user));
        }
    }
}
