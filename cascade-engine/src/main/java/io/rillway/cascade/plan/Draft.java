// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Plan;
import java.util.List;

/**
 * A plan that can be run.
 *
 * @param plan the plan as it is shown
 * @param steps its steps, in the plan's order
 * @param gated whether somebody has to confirm it before anything is done
 * @param proposed what is unused, and left running until somebody confirms its stop
 */
public record Draft(Plan plan, List<DraftStep> steps, boolean gated, List<String> proposed) {

    public Draft {
        steps = List.copyOf(steps);
        proposed = List.copyOf(proposed);
    }

    /** Whether the other draft would do the same. */
    public boolean doesTheSameAs(Draft other) {
        return plan.steps().equals(other.plan.steps())
                && plan.needsConfirmation().equals(other.plan.needsConfirmation());
    }
}
