// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rillway.cascade.Cascade;
import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.Plan;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cascades: plan, start, stop, look, cancel, confirm (requirements S1-18, S1-36). */
public final class CascadesServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final transient CascadeEngine engine;
    private final transient Routes routes = Routes.none()
            .with("GET", "", this::list)
            .with("POST", "plan", this::plan)
            .with("POST", "start", call -> begin(call, Action.START))
            .with("POST", "stop", call -> begin(call, Action.STOP))
            .with("GET", "*", this::one)
            .with("POST", "*/cancel", this::cancel)
            .with("POST", "*/confirm", this::confirm);

    /** A cascade with the plan that it follows. */
    record View(
            @JsonUnwrapped CascadeRecord record, @Nullable Plan plan) {}

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
        int limit = call.number("limit", 1, LARGEST_PAGE).orElse(USUAL_PAGE);
        List<CascadeRecord> all = engine.cascades();
        int from = call.parameter("before").map(id -> behind(all, id)).orElse(0);
        int to = Math.min(all.size(), from + limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", all.subList(from, to));
        if (to < all.size()) {
            answer.put("next", all.get(to - 1).id());
        }
        JsonAnswer.plain(call.response(), 200, answer);
    }

    /** {@return the place behind a cascade in a list with the newest first} */
    private static int behind(List<CascadeRecord> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return i + 1;
            }
        }
        throw ApiException.invalid("before: \"" + id + "\" (expected: the id of a cascade that is remembered)");
    }

    private void one(Call call) throws IOException {
        Cascade cascade = find(call);
        JsonAnswer.data(
                call.response(),
                200,
                new View(cascade.snapshot(), cascade.plan().orElse(null)));
    }

    private Cascade find(Call call) {
        call.require(Role.VIEWER);
        String id = call.segment(0);
        return engine.find(id).orElseThrow(() -> ApiException.notFound("no cascade " + id));
    }

    private void plan(Call call) throws IOException, InterruptedException {
        call.require(Role.OPERATOR);
        JsonAnswer.data(call.response(), 200, engine.plan(CascadeOrder.plan(call)));
    }

    private void begin(Call call, Action action) throws IOException {
        call.require(Role.OPERATOR);
        Cascade cascade = engine.run(CascadeOrder.run(call, action));
        JsonAnswer.data(call.response(), 200, cascade.snapshot().asAdmitted());
    }

    private void cancel(Call call) throws IOException {
        call.require(Role.OPERATOR);
        Cascade cascade = find(call);
        Duration grace = CascadeOrder.grace(call);
        cascade.cancel(grace);
        JsonAnswer.data(call.response(), 200, cascade.snapshot());
    }

    private void confirm(Call call) throws IOException {
        call.require(Role.OPERATOR);
        Cascade cascade = find(call);
        CascadeOrder.requireNothing(call);
        JsonAnswer.data(call.response(), 200, engine.confirm(cascade.id()).snapshot());
    }
}
