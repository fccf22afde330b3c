// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;

/**
 * A request, and what somebody has confirmed of it.
 *
 * @param request what is wanted
 * @param unusedConfirmed whether unused resources may be stopped that need confirmation
 */
public record Order(CascadeRequest request, boolean unusedConfirmed) {

    /** The request, with nothing confirmed. */
    public static Order of(CascadeRequest request) {
        return new Order(request, false);
    }

    /** Whether it is a start. */
    public boolean isStart() {
        return request.action() == Action.START;
    }

    String target() {
        return request.resourceId();
    }
}
