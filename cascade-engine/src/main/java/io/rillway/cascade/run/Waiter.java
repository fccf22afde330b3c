// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

/** Who waits for an action: the step of a cascade. Called on the loop. */
interface Waiter {

    /** The action is about to begin, or is under way already. */
    void begun();

    /** The order to start was taken; the resource is not online yet. */
    void started();

    /** The action is over. What is to be told of it is told before {@link #proceed}. */
    void ended(ActResult result);

    /** Everybody knows what came of the action; now others may begin. */
    void proceed();

    /** Somebody wants the opposite; a cascade has a claim against that, and need not heed it. */
    default void contradicted() {}
}
