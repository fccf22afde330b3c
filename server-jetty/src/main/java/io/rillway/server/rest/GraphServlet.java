// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeEngine;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Role;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The graph: every resource with its status, and every edge from who needs to who is needed. */
public final class GraphServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;

    private final transient CascadeEngine engine;
    private final transient ResourceCatalog catalog;
    private final transient Routes routes = Routes.none().with("GET", "", this::graph);

    /** An edge of the graph. */
    record Edge(String from, String to, String kind, boolean required) {}

    /**
     * A servlet.
     *
     * @param engine what orchestrates the resources
     * @param catalog where they come from
     * @param authenticator who asks
     */
    public GraphServlet(CascadeEngine engine, ResourceCatalog catalog, Authenticator authenticator) {
        super(authenticator);
        this.engine = engine;
        this.catalog = catalog;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void graph(Call call) throws IOException {
        call.require(Role.VIEWER);
        List<Edge> edges = new ArrayList<>();
        engine.graph().resources().forEach(resource -> {
            resource.dependencies()
                    .forEach(need -> edges.add(new Edge(resource.id(), need.on(), "dependency", need.required())));
            resource.host().ifPresent(host -> edges.add(new Edge(resource.id(), host, "host", true)));
        });
        JsonAnswer.data(
                call.response(), 200, Map.of("resources", ResourcesServlet.views(engine, catalog), "edges", edges));
    }
}
