// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.time.Duration;

/**
 * A probe looks at a resource from outside and says whether it is healthy.
 *
 * <p><b>Threads:</b> called on worker threads, one attempt at a time for each resource. An attempt ends within its
 * timeout, or when it is interrupted. <b>Errors:</b> whatever goes wrong is an unhealthy result that says why.
 */
@FunctionalInterface
public interface Probe {

    /**
     * {@return what one look at the resource found}
     *
     * @param timeout how long the look may take, more than zero
     * @throws InterruptedException if the answer is not wanted any more
     */
    ProbeResult check(Duration timeout) throws InterruptedException;
}
