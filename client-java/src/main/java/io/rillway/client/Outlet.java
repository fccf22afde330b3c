// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.StreamEvent;
import java.util.Optional;

/** Where a pump puts what happens; one call at a time, under no lock. */
interface Outlet {

    /** {@return whether what has happened is handled}; it is not if the client was closed before all were told */
    boolean event(StreamEvent event);

    /** Nothing will happen any more; what broke it, if the end is no good one. */
    void end(Optional<Throwable> failure);
}
