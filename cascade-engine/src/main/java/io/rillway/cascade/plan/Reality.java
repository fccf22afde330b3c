// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import java.util.function.Function;

/**
 * What a plan goes by beside the graph.
 *
 * @param standing how each resource stood when it was looked at
 * @param experience what steps took before
 */
public record Reality(Function<String, Standing> standing, Experience experience) {

    /** How resources stand, with no experience. */
    public static Reality of(Function<String, Standing> standing) {
        return new Reality(standing, Experience.NONE);
    }

    Standing standing(String id) {
        return standing.apply(id);
    }

    long expectedMillis(String id, Action action) {
        return experience.expectedMillis(id, action);
    }
}
