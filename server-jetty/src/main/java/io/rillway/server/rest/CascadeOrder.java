// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.OnFailure;
import io.rillway.server.auth.Secrets;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.body.Fields;
import io.rillway.server.route.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what somebody wants of the engine: a body of start, stop, plan or cancel, and the key that makes it happen once. */
final class CascadeOrder {

    private static final int MOST_BYTES = 64 << 10;
    private static final Duration LONGEST = Duration.ofDays(1000);
    private static final Map<String, Action> ACTIONS = Map.of("start", Action.START, "stop", Action.STOP);
    private static final Map<String, Dependents> DEPENDENTS =
            Map.of("refuse", Dependents.REFUSE, "stop", Dependents.STOP, "ignore", Dependents.IGNORE);
    private static final Map<String, OnFailure> CONDUCTS =
            Map.of("fail-fast", OnFailure.FAIL_FAST, "continue", OnFailure.CONTINUE, "rollback", OnFailure.ROLLBACK);
    private static final List<String> FIELDS = List.of("resourceId", "dependents", "onFailure", "deadline", "replace");

    private CascadeOrder() {}

    /** {@return the request to say what an action would do} */
    static CascadeRequest plan(Call call) throws IOException {
        List<String> fields = new ArrayList<>(List.of("action"));
        fields.addAll(FIELDS);
        JsonNode body = Bodies.object(call.request(), MOST_BYTES, fields);
        return request(
                body,
                Fields.choice(body, "action", ACTIONS)
                        .orElseThrow(() -> ApiException.invalid("action: missing (expected: start or stop)")));
    }

    /** {@return the request to start or stop something} */
    static CascadeRequest run(Call call, Action action) throws IOException {
        CascadeRequest request = request(Bodies.object(call.request(), MOST_BYTES, FIELDS), action);
        Optional<String> key = key(call);
        return key.isPresent() ? request.with(request.options().once(key.get())) : request;
    }

    private static CascadeRequest request(JsonNode body, Action action) {
        CascadeOptions options = new CascadeOptions(
                Fields.choice(body, "onFailure", CONDUCTS),
                Fields.duration(body, "deadline").map(deadline -> positive("deadline", deadline)),
                Optional.empty(),
                Fields.flag(body, "replace").orElse(false));
        Dependents dependents = Fields.choice(body, "dependents", DEPENDENTS).orElse(Dependents.REFUSE);
        return new CascadeRequest(action, Fields.text(body, "resourceId"), dependents, options);
    }

    /** Two who choose the same key do not mean the same. */
    private static Optional<String> key(Call call) {
        return call.idempotencyKey().map(key -> Secrets.digest(call.principal().name() + "\n" + key));
    }

    /** {@return how long steps under way may take to end once their cascade is cancelled} */
    static Duration grace(Call call) throws IOException {
        JsonNode body = Bodies.optionalObject(call.request(), MOST_BYTES, List.of("grace"));
        return Fields.duration(body, "grace")
                .map(grace -> bounded("grace", grace))
                .orElse(Duration.ZERO);
    }

    /** Refuses a body that says something, where there is nothing to say. */
    static void requireNothing(Call call) throws IOException {
        Bodies.optionalObject(call.request(), MOST_BYTES, List.of());
    }

    private static Duration positive(String field, Duration duration) {
        if (duration.isZero()) {
            throw ApiException.invalid(field + ": zero (expected: more)");
        }
        return bounded(field, duration);
    }

    private static Duration bounded(String field, Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            throw ApiException.invalid(
                    field + ": " + duration.toDays() + "d (expected: at most " + LONGEST.toDays() + "d)");
        }
        return duration;
    }
}
