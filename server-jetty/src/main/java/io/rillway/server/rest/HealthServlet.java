// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.OpenServlet;
import io.rillway.server.route.Routes;
import java.util.Map;

/** Says that the server lives; nobody needs a credential for that. */
public final class HealthServlet extends OpenServlet {

    private static final long serialVersionUID = 1L;

    private final transient Routes routes =
            Routes.none().with("GET", "", call -> JsonAnswer.plain(call.response(), 200, Map.of("status", "ok")));

    @Override
    protected Routes routes() {
        return routes;
    }
}
