// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import java.time.Duration;

/** How a client waits before its next attempt. */
@FunctionalInterface
interface Waiting {

    /** Waits, or less if it is woken. */
    void await(Duration time) throws InterruptedException;
}
