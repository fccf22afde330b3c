// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeEngine;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The dependencies of resources made over the API: list, add and remove them one by one. */
public final class DependenciesServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 64 << 10;

    private final transient CascadeEngine engine;
    private final transient ResourceCatalog catalog;
    private final transient Routes routes = Routes.none()
            .with("GET", "", this::list)
            .with("POST", "", this::add)
            .with("DELETE", "*/*", this::remove);

    /** A dependency, as the API shows it. */
    record View(String resourceId, String id, boolean required, Object condition) {}

    /**
     * A servlet.
     *
     * @param engine what orchestrates the resources
     * @param catalog where they come from
     * @param authenticator who asks
     */
    public DependenciesServlet(CascadeEngine engine, ResourceCatalog catalog, Authenticator authenticator) {
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
        List<View> all = engine.graph().resources().stream()
                .flatMap(resource -> resource.dependencies().stream()
                        .map(need -> new View(resource.id(), need.on(), need.required(), need.condition())))
                .toList();
        JsonAnswer.data(call.response(), 200, all);
    }

    private void add(Call call) throws IOException {
        call.require(Role.ADMIN);
        JsonNode body = Bodies.object(call.request(), MOST_BYTES, List.of("resourceId", "id", "required", "condition"));
        Fields.text(body, "id");
        ObjectNode need = ((ObjectNode) body).deepCopy();
        need.remove("resourceId");
        catalog.change(engine, Fields.text(body, "resourceId"), resource -> {
            dependencies(resource).add(need);
            return resource;
        });
        JsonAnswer.data(call.response(), 201, body);
    }

    private void remove(Call call) throws IOException {
        call.require(Role.ADMIN);
        String resourceId = call.segment(0);
        String id = call.segment(1);
        catalog.change(engine, resourceId, resource -> without(resource, id));
        JsonAnswer.data(call.response(), 200, Map.of("resourceId", resourceId, "id", id));
    }

    private static ObjectNode without(ObjectNode resource, String id) {
        ArrayNode needs = dependencies(resource);
        boolean found = false;
        for (int i = needs.size() - 1; i >= 0; i--) {
            JsonNode need = needs.get(i);
            if ((need.isString() ? need : need.path("id")).asString().equals(id)) {
                needs.remove(i);
                found = true;
            }
        }
        if (!found) {
            throw ApiException.notFound(resource.path("id").asString() + " does not depend on " + id);
        }
        return resource;
    }

    private static ArrayNode dependencies(ObjectNode resource) {
        return resource.path("dependsOn") instanceof ArrayNode needs ? needs : resource.putArray("dependsOn");
    }
}
