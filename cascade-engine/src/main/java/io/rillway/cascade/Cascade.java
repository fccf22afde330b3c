// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * A cascade is one run of the engine; this is the handle to it.
 *
 * <p><b>Threads:</b> any thread.
 */
public interface Cascade {

    /** {@return the id of the cascade} */
    String id();

    /** {@return the record of the cascade at this moment} */
    CascadeRecord snapshot();

    /** {@return the plan that the cascade follows at this moment, or followed last; empty before it is planned} */
    Optional<Plan> plan();

    /** {@return completes with the outcome when the cascade ends, on a thread of the engine; never fails} */
    CompletionStage<CascadeOutcome> completion();

    /**
     * Waits for the end of the cascade.
     *
     * @param timeout how long to wait, more than zero
     * @return how it ended
     * @throws TimeoutException if it has not ended by then; it goes on
     * @throws InterruptedException if the thread is interrupted; the cascade goes on
     */
    CascadeOutcome await(Duration timeout) throws TimeoutException, InterruptedException;

    /** Cancels the cascade: steps under way are interrupted, no further one begins. Does nothing once it has ended. */
    void cancel();

    /**
     * Cancels the cascade: no further step begins, and those under way may end within the grace; what has not ended then is
     * interrupted and left to itself. The error's message says which ended and which were left. Does nothing once the cascade
     * has ended; asked again, the last grace counts.
     *
     * @param grace how long steps under way may take to end, zero or more
     */
    void cancel(Duration grace);
}
