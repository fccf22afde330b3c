// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a subscription that its stream has not come to yet. Any thread adds, the shard takes. Guarded by itself;
 * whether there is one is read without.
 */
final class Steps {

    private static final int MOST = 8;

    private final ArrayDeque<Step> waiting = new ArrayDeque<>(2);
    private volatile boolean any;

    boolean any() {
        return any;
    }

    /** Adds a step; where too many wait, the last one takes it in, which then stands a little early. */
    synchronized void add(Step step) {
        Step last = waiting.size() < MOST ? null : waiting.removeLast();
        waiting.add(last == null ? step : new Step(last.place(), step.key()));
        any = true;
    }

    synchronized int size() {
        return waiting.size();
    }

    @Nullable
    synchronized Step next() {
        return waiting.peek();
    }

    synchronized void taken() {
        waiting.remove();
        any = !waiting.isEmpty();
    }
}
