// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.Call;
import io.rillway.server.route.OpenServlet;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.util.Map;

/** Says whether events reach subscribers now, which it has tried; nobody needs a credential for that. */
public final class ReadyServlet extends OpenServlet {

    private static final long serialVersionUID = 1L;

    private final transient Canary canary;
    private final transient Routes routes = Routes.none().with("GET", "", this::ask);

    /**
     * A servlet.
     *
     * @param canary tries it
     */
    public ReadyServlet(Canary canary) {
        this.canary = canary;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void ask(Call call) throws IOException, InterruptedException {
        boolean isReady = canary.sings();
        JsonAnswer.plain(call.response(), isReady ? 200 : 503, Map.of("status", isReady ? "ready" : "not ready"));
    }
}
