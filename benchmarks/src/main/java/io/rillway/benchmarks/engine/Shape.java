// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

/** What a graph looks like. */
public enum Shape {
    /** Layers of nodes, each of which needs up to five of the layer before. */
    LAYERED,
    /** Each node needs the one before. */
    CHAIN,
    /** All nodes side by side. */
    WIDE
}
