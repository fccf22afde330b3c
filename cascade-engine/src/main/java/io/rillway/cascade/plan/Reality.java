// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.ResourceGraph;
import java.util.function.Function;

/**
 * What a plan goes by beside the graph.
 *
 * @param standings how each resource stood when it was looked at
 * @param experience what steps took before
 */
public record Reality(Standings standings, Experience experience) {

    /** How resources stand. */
    @FunctionalInterface
    public interface Standings {

        /** How a resource of the graph stands. */
        Standing of(ResourceGraph graph, int number);
    }

    /** How resources stand by their ids, with no experience. */
    public static Reality of(Function<String, Standing> standing) {
        return new Reality((graph, number) -> standing.apply(graph.topology().id(number)), Experience.NONE);
    }

    /** Whether it may run. */
    public boolean isActive(ResourceGraph graph, int number) {
        return standing(graph, number).isActive();
    }

    Standing standing(ResourceGraph graph, int number) {
        return standings.of(graph, number);
    }

    long expectedMillis(ResourceGraph graph, int number, Action action) {
        return experience.expectedMillis(graph, number, action);
    }
}
