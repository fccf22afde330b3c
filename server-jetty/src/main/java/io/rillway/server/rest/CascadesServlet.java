// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.Cascade;
import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
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
import tools.jackson.databind.JsonNode;

/** Cascades: plan, start, stop, look, cancel, confirm (requirements S1-18, S1-36). */
public final class CascadesServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 64 << 10;
    private static final Map<String, Action> ACTIONS = Map.of("start", Action.START, "stop", Action.STOP);
    private static final Map<String, Dependents> DEPENDENTS =
            Map.of("refuse", Dependents.REFUSE, "stop", Dependents.STOP, "ignore", Dependents.IGNORE);

    private final transient CascadeEngine engine;
    private final transient Routes routes = Routes.none()
            .with("GET", "", this::list)
            .with("POST", "plan", this::begin)
            .with("POST", "start", this::begin)
            .with("POST", "stop", this::begin)
            .with("GET", "*", this::one)
            .with("POST", "*/cancel", this::cancel)
            .with("POST", "*/confirm", this::confirm);

    /**
     * A servlet.
     *
     * @param engine what runs the cascades
     * @param authenticator who asks
     */
    public CascadesServlet(CascadeEngine engine, Authenticator authenticator) {
        super(authenticator);
        this.engine = engine;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void list(Call call) throws IOException {
        call.require(Role.VIEWER);
        Bodies.data(call.response(), 200, engine.cascades());
    }

    private void one(Call call) throws IOException {
        Bodies.data(call.response(), 200, find(call).snapshot());
    }

    private Cascade find(Call call) {
        call.require(Role.VIEWER);
        String id = call.segment(0);
        return engine.find(id).orElseThrow(() -> ApiException.notFound("no cascade " + id));
    }

    private void begin(Call call) throws IOException, InterruptedException {
        String verb = call.segment(0);
        call.require(Role.OPERATOR);
        CascadeRequest request = request(call, verb);
        if (verb.equals("plan")) {
            Bodies.data(call.response(), 200, engine.plan(request));
        } else {
            Bodies.data(call.response(), 200, engine.run(request).snapshot().asAdmitted());
        }
    }

    private static CascadeRequest request(Call call, String verb) throws IOException {
        boolean plan = verb.equals("plan");
        List<String> fields =
                plan ? List.of("action", "resourceId", "dependents") : List.of("resourceId", "dependents");
        JsonNode body = Bodies.object(call.request(), MOST_BYTES, fields);
        Action action = choice(ACTIONS, "action", plan ? Bodies.text(body, "action") : verb);
        String dependents = Bodies.optionalText(body, "dependents").orElse("refuse");
        return new CascadeRequest(
                action, Bodies.text(body, "resourceId"), choice(DEPENDENTS, "dependents", dependents));
    }

    private static <E> E choice(Map<String, E> choices, String field, String value) {
        E chosen = choices.get(value);
        if (chosen == null) {
            throw ApiException.invalid(field + ": \"" + value + "\" (expected: one of "
                    + String.join(", ", choices.keySet().stream().sorted().toList()) + ")");
        }
        return chosen;
    }

    private void cancel(Call call) throws IOException {
        call.require(Role.OPERATOR);
        Cascade cascade = find(call);
        cascade.cancel();
        Bodies.data(call.response(), 200, cascade.snapshot());
    }

    private void confirm(Call call) throws IOException {
        call.require(Role.OPERATOR);
        find(call);
        Bodies.data(call.response(), 200, engine.confirm(call.segment(0)).snapshot());
    }
}
