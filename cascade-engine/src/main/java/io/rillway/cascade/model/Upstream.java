// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import java.util.Arrays;

/** What a resource needs or runs on, transitively and with itself, each after its own needs: a walk with its own stack. */
final class Upstream {

    private static final int FEW = 64;

    private final Topology graph;
    private final boolean[] seen;
    private int[] path = new int[FEW];
    private int[] turns = new int[FEW];
    private int depth;
    private int[] found = new int[FEW];
    private int count;

    private Upstream(Topology graph) {
        this.graph = graph;
        this.seen = new boolean[graph.size()];
    }

    static int[] of(Topology graph, int target) {
        Upstream walk = new Upstream(graph);
        walk.enter(target);
        while (walk.depth > 0) {
            walk.step();
        }
        return Arrays.copyOf(walk.found, walk.count);
    }

    private void step() {
        int at = path[depth - 1];
        int next = graph.need(at, turns[depth - 1]++);
        if (next == Topology.NONE) {
            depth--;
            leave(at);
        } else if (!seen[next]) {
            enter(next);
        }
    }

    private void enter(int number) {
        seen[number] = true;
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
            turns = Arrays.copyOf(turns, depth * 2);
        }
        path[depth] = number;
        turns[depth++] = 0;
    }

    private void leave(int number) {
        if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = number;
    }
}
