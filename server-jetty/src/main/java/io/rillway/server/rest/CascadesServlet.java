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
    void answer(Call call) throws IOException, InterruptedException {
        List<String> path = call.path();
        switch (call.method() + " " + path.size()) {
            case "GET 0" -> list(call);
            case "GET 1" ->
                Bodies.data(call.response(), 200, find(call, path.get(0)).snapshot());
            case "POST 1" -> begin(call, path.get(0));
            case "POST 2" -> control(call, path.get(0), path.get(1));
            default -> throw call.noSuchRoute();
        }
    }

    private void list(Call call) throws IOException {
        call.require(Role.VIEWER);
        Bodies.data(call.response(), 200, engine.cascades());
    }

    private Cascade find(Call call, String id) {
        call.require(Role.VIEWER);
        return engine.find(id).orElseThrow(() -> ApiException.notFound("no cascade " + id));
    }

    private void begin(Call call, String verb) throws IOException, InterruptedException {
        if (!ACTIONS.containsKey(verb) && !verb.equals("plan")) {
            throw call.noSuchRoute();
        }
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

    private void control(Call call, String id, String verb) throws IOException {
        call.require(Role.OPERATOR);
        Cascade cascade = find(call, id);
        switch (verb) {
            case "cancel" -> cascade.cancel();
            case "confirm" -> cascade = engine.confirm(id);
            default -> throw call.noSuchRoute();
        }
        Bodies.data(call.response(), 200, cascade.snapshot());
    }
}
