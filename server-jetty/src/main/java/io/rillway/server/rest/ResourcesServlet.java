// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.events.catalog.StatusEvents.Kind;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The resources: look at them with their status and last output; make, replace and delete them. */
public final class ResourcesServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_LINES = 1000;

    private final transient CascadeEngine engine;
    private final transient ResourceCatalog catalog;
    private final transient Routes routes = Routes.none()
            .with("GET", "", this::list)
            .with("POST", "", this::make)
            .with("GET", "*", this::one)
            .with("PUT", "*", this::replace)
            .with("DELETE", "*", this::delete)
            .with("GET", "*/output", this::output);

    /** A resource, as the API shows it. */
    record View(
            String id,
            String name,
            Kind type,
            ResourceStatus status,
            Optional<String> host,
            List<Dependency> dependsOn,
            boolean confirmBeforeShutdown,
            boolean stopWhenUnused,
            boolean configured) {}

    /**
     * A servlet.
     *
     * @param engine what orchestrates the resources
     * @param catalog where they come from
     * @param authenticator who asks
     */
    public ResourcesServlet(CascadeEngine engine, ResourceCatalog catalog, Authenticator authenticator) {
        super(authenticator);
        this.engine = engine;
        this.catalog = catalog;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void list(Call call) throws IOException {
        call.require(Role.VIEWER);
        Bodies.data(call.response(), 200, views(engine, catalog));
    }

    static List<View> views(CascadeEngine engine, ResourceCatalog catalog) {
        Map<String, ResourceStatus> statuses = engine.statuses();
        return engine.graph().resources().stream()
                .map(resource -> view(resource, statuses, catalog))
                .toList();
    }

    private static View view(Resource resource, Map<String, ResourceStatus> statuses, ResourceCatalog catalog) {
        return new View(
                resource.id(),
                resource.name(),
                resource.kind(),
                statuses.getOrDefault(resource.id(), ResourceStatus.UNKNOWN),
                resource.host(),
                resource.dependencies(),
                resource.stopping().confirm(),
                resource.stopping().whenUnused(),
                catalog.isConfigured(resource.id()));
    }

    private void one(Call call) throws IOException {
        one(call, call.segment(0), 200);
    }

    private void one(Call call, String id, int status) throws IOException {
        call.require(Role.VIEWER);
        Resource resource = engine.graph().resource(id);
        Bodies.data(call.response(), status, view(resource, engine.statuses(), catalog));
    }

    private void output(Call call) throws IOException {
        call.require(Role.OPERATOR);
        String lines = call.parameter("lines").orElse("50");
        if (!lines.matches("[1-9]\\d{0,3}") || Integer.parseInt(lines) > MOST_LINES) {
            throw ApiException.invalid("lines: \"" + lines + "\" (expected: 1 to " + MOST_LINES + ")");
        }
        Bodies.data(call.response(), 200, Map.of("lines", engine.lastOutput(call.segment(0), Integer.parseInt(lines))));
    }

    private void make(Call call) throws IOException {
        put(call, Optional.empty());
    }

    private void replace(Call call) throws IOException {
        put(call, Optional.of(call.segment(0)));
    }

    private void put(Call call, Optional<String> id) throws IOException {
        call.require(Role.ADMIN);
        JsonNode body = Bodies.json(Bodies.text(call.request(), MOST_BYTES), "body");
        String own = body.path("id").asString("");
        if (id.isPresent() && !id.get().equals(own)) {
            throw ApiException.invalid("id: \"" + own + "\" (expected: \"" + id.get() + "\", as in the path)");
        }
        catalog.put(engine, body, id.isPresent());
        one(call, own, id.isPresent() ? 200 : 201);
    }

    private void delete(Call call) throws IOException {
        call.require(Role.ADMIN);
        String id = call.segment(0);
        catalog.remove(engine, id);
        Bodies.data(call.response(), 200, Map.of("id", id));
    }
}
