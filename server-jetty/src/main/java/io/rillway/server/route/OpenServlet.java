// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.route;

import io.rillway.server.auth.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A servlet that answers everybody, because what it answers is nobody's. */
public abstract class OpenServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final Principal NOBODY = new Principal("anonymous", Set.of(), List.of(), List.of());

    /** A servlet. */
    protected OpenServlet() {
        super(request -> Optional.of(NOBODY));
    }
}
