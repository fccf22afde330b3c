// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A functional dependency: a resource needs another one.
 *
 * @param on the resource that is needed
 * @param required whether the need is hard; a soft one is started and awaited too, but its failure is ignored, and it does
 *     not keep the other from being stopped on request
 * @param condition what counts as satisfied
 */
public record Dependency(@JsonProperty("id") String on, boolean required, Condition condition) {

    /** What satisfies a dependency. */
    public enum Condition {
        /** The other has been started, healthy or not. */
        @JsonProperty("started")
        STARTED,
        /** The other is online. */
        @JsonProperty("healthy")
        HEALTHY,
        /** The other is a job that has ended with exit code 0 since its own dependencies last started. */
        @JsonProperty("completed")
        COMPLETED
    }

    public Dependency {
        requireNonNull(on, "on");
        requireNonNull(condition, "condition");
    }

    /**
     * {@return a hard need of a healthy resource}
     *
     * @param on the resource that is needed
     */
    public static Dependency on(String on) {
        return new Dependency(on, true, Condition.HEALTHY);
    }

    /** {@return this need as a soft one} */
    public Dependency optional() {
        return new Dependency(on, false, condition);
    }

    /**
     * {@return this need with another condition}
     *
     * @param condition what counts as satisfied
     */
    public Dependency when(Condition condition) {
        return new Dependency(on, required, condition);
    }
}
