// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Dependency.Condition;

/**
 * One step's wait for another.
 *
 * @param on the number of the other step's resource in the graph of the plan
 * @param required whether the other step has to end well, or merely to end
 * @param condition when the wait is over
 */
public record Link(int on, boolean required, Condition condition) {

    /** This link as seen from behind a soft one. */
    Link soft() {
        return required ? new Link(on, false, condition) : this;
    }

    /** The stricter of two links to the same step. */
    Link and(Link other) {
        Condition stricter = condition.compareTo(other.condition) >= 0 ? condition : other.condition;
        return new Link(on, required || other.required, stricter);
    }
}
