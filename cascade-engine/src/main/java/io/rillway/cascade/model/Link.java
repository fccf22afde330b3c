// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.Dependency.Condition;

/**
 * One resource's wait for another.
 *
 * @param on the number of the other resource in the graph
 * @param required whether the other one has to end well, or merely to end
 * @param condition when the wait is over
 */
public record Link(int on, boolean required, Condition condition) {

    /** {@return this link as seen from behind a soft one} */
    public Link soft() {
        return required ? new Link(on, false, condition) : this;
    }

    /**
     * {@return the stricter of two links to the same resource}
     *
     * @param other the other link
     */
    public Link and(Link other) {
        Condition stricter = condition.compareTo(other.condition) >= 0 ? condition : other.condition;
        return new Link(on, required || other.required, stricter);
    }
}
