// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;

/** Who waits for an action: the step of a cascade. Called on the loop. */
interface Waiter {

    /** Whether it writes down that the action begins, so that the action has to wait for that. */
    default boolean isRecorded() {
        return true;
    }

    /** The action is about to begin, or is under way already. */
    void begun();

    /** The order to start was taken; the resource is not online yet. */
    void started();

    /** A try has failed, and after a rest this one follows. */
    void retrying(int attempt, CascadeError why);

    /** The action is over. What is to be told of it is told before {@link #proceed}. */
    void ended(ActResult result);

    /** Everybody knows what came of the action; now others may begin. */
    void proceed();
}
