// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.events.catalog.StatusEvents.Kind;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.body.Fields;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The resources: look at them with their status and last output; make, replace and delete them. */
public final class ResourcesServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 64 << 10;
    private static final int USUAL_LINES = 50;
    private static final int MOST_LINES = 1000;

    private final transient CascadeEngine engine;
    private final transient ResourceCatalog catalog;
    private final transient Routes routes = Routes.none()
            .with("GET", "", this::list)
            .with("POST", "", this::make)
            .with("GET", "*", this::one)
            .with("PUT", "*", this::replace)
            .with("DELETE", "*", this::delete)
            .with("GET", "*/output", this::output)
            .with("POST", "*/test", this::test);

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

    /** Whether a resource's platform was asked and can be reached, or there was nobody to ask. */
    record Tested(String id, boolean tested) {}

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
        JsonAnswer.data(call.response(), 200, views(engine, catalog));
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
        catalog.revision(id).ifPresent(revision -> call.response().setHeader("ETag", "\"" + revision + "\""));
        JsonAnswer.data(call.response(), status, view(resource, engine.statuses(), catalog));
    }

    /** Asks the platform now; what it says is an error of the gateway that this server is then. */
    private void test(Call call) throws IOException, InterruptedException {
        call.require(Role.OPERATOR);
        String id = call.segment(0);
        try {
            engine.test(id);
        } catch (ConnectorException e) {
            Map<String, Object> details = new TreeMap<>(e.details());
            details.put("platform", e.platform());
            boolean isLate = e.code().equals(ConnectorException.TIMEOUT);
            throw new ApiException(isLate ? 504 : 502, e.code(), String.valueOf(e.getMessage()), details);
        }
        boolean isTested = engine.graph().resource(id).connector().isPresent();
        JsonAnswer.data(call.response(), 200, new Tested(id, isTested));
    }

    private void output(Call call) throws IOException {
        call.require(Role.OPERATOR);
        int lines = call.number("lines", 1, MOST_LINES).orElse(USUAL_LINES);
        JsonAnswer.data(call.response(), 200, Map.of("lines", engine.lastOutput(call.segment(0), lines)));
    }

    private void make(Call call) throws IOException {
        one(call, catalog.add(engine, body(call)), 201);
    }

    private void replace(Call call) throws IOException {
        JsonNode body = body(call);
        String id = call.segment(0);
        if (body instanceof ObjectNode resource && !resource.has("id")) {
            resource.put("id", id);
        }
        if (body.isObject() && !body.path("id").asString("").equals(id)) {
            throw ApiException.invalid(
                    "id: " + Fields.shown(body.path("id")) + " (expected: \"" + id + "\", as in the path)");
        }
        one(call, id, catalog.put(engine, body, Precondition.of(call)) ? 201 : 200);
    }

    private static JsonNode body(Call call) throws IOException {
        call.require(Role.ADMIN);
        return Bodies.json(Bodies.text(call.request(), MOST_BYTES), "body");
    }

    private void delete(Call call) throws IOException {
        call.require(Role.ADMIN);
        String id = call.segment(0);
        catalog.remove(engine, id, Precondition.of(call));
        JsonAnswer.data(call.response(), 200, Map.of("id", id));
    }
}
