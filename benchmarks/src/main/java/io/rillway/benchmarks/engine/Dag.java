// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A graph to be run: for each node, in the order of their numbers, the nodes before it that it needs. Node 0 is needed by
 * all, and the last one needs all, directly or not.
 */
final class Dag {

    private static final int[] NONE = {};
    private static final int LAYERS = 20;
    private static final int FAN_IN = 5;

    private final int[][] needs;

    private Dag(int[][] needs) {
        this.needs = needs;
    }

    /** A graph with so many nodes; the same one for the same arguments. */
    static Dag of(Shape shape, int nodes) {
        int[][] needs = new int[nodes][];
        needs[0] = NONE;
        for (int i = 1; i < nodes - 1; i++) {
            needs[i] = switch (shape) {
                case LAYERED -> layered(i, nodes);
                case CHAIN -> new int[] {i - 1};
                case WIDE -> new int[] {0};
            };
        }
        needs[nodes - 1] = unneeded(needs);
        return new Dag(needs);
    }

    private static int[] layered(int node, int nodes) {
        int width = Math.max(1, nodes / LAYERS);
        int layer = (node - 1) / width;
        if (layer == 0) {
            return new int[] {0};
        }
        int from = (layer - 1) * width + 1;
        return new SplittableRandom(node)
                .ints(FAN_IN, from, from + width)
                .distinct()
                .sorted()
                .toArray();
    }

    /** What no other node needs is needed by the last. */
    private static int[] unneeded(int[][] needs) {
        int last = needs.length - 1;
        boolean[] needed = new boolean[last];
        for (int i = 0; i < last; i++) {
            for (int need : needs[i]) {
                needed[need] = true;
            }
        }
        int[] left = new int[last];
        int found = 0;
        for (int i = 0; i < last; i++) {
            if (!needed[i]) {
                left[found++] = i;
            }
        }
        return Arrays.copyOf(left, found);
    }

    /** What a node needs; not to be changed. */
    int[] needs(int node) {
        return needs[node];
    }

    int size() {
        return needs.length;
    }
}
