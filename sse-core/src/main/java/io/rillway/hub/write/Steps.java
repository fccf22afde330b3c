// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.TopicSelector;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a subscription that its stream has not come to yet. Any thread adds, the shard takes. Guarded by itself;
 * whether there is one is read without.
 */
final class Steps {

    private static final int MOST = 8;

    private final ArrayDeque<Step> waiting = new ArrayDeque<>(2);
    private @Nullable List<TopicSelector> narrower;
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

    /** Takes away what other grants do not pick, from what waits at once and from what is carried at the next turn. */
    synchronized void narrow(List<TopicSelector> grants) {
        for (int i = waiting.size(); i > 0; i--) {
            Step step = waiting.remove();
            waiting.add(new Step(step.place(), step.key().within(grants)));
        }
        narrower = grants;
        any = true;
    }

    /** {@return the grants within which what is carried now has to be, which counts as done}, or null */
    @Nullable
    synchronized List<TopicSelector> takeNarrower() {
        List<TopicSelector> grants = narrower;
        narrower = null;
        any = !waiting.isEmpty();
        return grants;
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
        any = narrower != null || !waiting.isEmpty();
    }
}
