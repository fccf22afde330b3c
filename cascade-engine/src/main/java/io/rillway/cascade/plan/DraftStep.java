// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan;

/**
 * A step of a plan with what its run has to know beyond what is shown.
 *
 * @param number the number of its resource in the graph of the plan
 * @param step the step as it is shown
 * @param links what it waits for; the same resources as its {@code after}
 * @param stake how far it has to come for the cascade to succeed
 * @param member of a stop: whether it was asked for, directly or not, rather than merely unused
 * @param users of a stop: who must not be active when it begins
 * @param expectedMillis how long it is going to take
 */
public record DraftStep(
        int number, Plan.Step step, LinkRow links, Stake stake, boolean member, Row users, long expectedMillis) {

    /** How far a step has to come for its cascade to succeed. */
    public enum Stake {
        /** Its failure is ignored. */
        NONE,
        /** It has to be started; what comes of it is ignored. */
        STARTED,
        /** It has to end well. */
        FULL
    }

    /** The resource. */
    public String id() {
        return step.resourceId();
    }
}
