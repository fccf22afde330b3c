// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.ResourceGraph;

/** What steps took before. */
public interface Experience {

    /** What is assumed where nothing is known. */
    long USUAL_MILLIS = 1000;

    /** No step was ever carried out. */
    Experience NONE = new Experience() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public long expectedMillis(ResourceGraph graph, int number, Action action) {
            return USUAL_MILLIS;
        }

        @Override
        public int parallel() {
            return Integer.MAX_VALUE;
        }
    };

    /** Whether nothing is known at all. */
    boolean isEmpty();

    /** How long the step on a resource of the graph is going to take: what it took before, or else what others took. */
    long expectedMillis(ResourceGraph graph, int number, Action action);

    /** How many steps are carried out at one time. */
    int parallel();
}
