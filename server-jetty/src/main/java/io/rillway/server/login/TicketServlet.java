// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.StreamTickets;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.body.Fields;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Mints what opens a stream without its opener's credential in the address (requirements S4-01, S4-02). */
public final class TicketServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 1 << 10;

    private final transient StreamTickets tickets;
    private final transient List<String> endpoints;
    private final transient Routes routes;

    private TicketServlet(
            StreamTickets tickets, List<String> endpoints, Authenticator authenticator, boolean isSession) {
        super(authenticator);
        this.tickets = tickets;
        this.endpoints = List.copyOf(endpoints);
        this.routes = Routes.none().with("POST", "", isSession ? this::session : this::token);
    }

    /** {@return the servlet of the one-time session ids} */
    public static TicketServlet sessions(StreamTickets tickets, List<String> endpoints, Authenticator authenticator) {
        return new TicketServlet(tickets, endpoints, authenticator, true);
    }

    /** {@return the servlet of the stream tokens} */
    public static TicketServlet tokens(StreamTickets tickets, List<String> endpoints, Authenticator authenticator) {
        return new TicketServlet(tickets, endpoints, authenticator, false);
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void session(Call call) throws IOException {
        String id = tickets.newSession(call.identity(), endpoint(call));
        JsonAnswer.plain(call.response(), 200, Map.of("session_id", id));
    }

    private void token(Call call) throws IOException {
        Identity owner = call.identity();
        StreamTickets.Token token = tickets.newToken(owner, endpoint(call));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("sse_token", token.token());
        answer.put("expires_at", token.expires().toString());
        answer.put("token_type", "sse");
        JsonAnswer.plain(call.response(), 200, answer);
    }

    /** An empty body is for the first of the endpoints that take tickets. */
    private String endpoint(Call call) throws IOException {
        String text = Bodies.text(call.request(), MOST_BYTES);
        Optional<String> wanted = text.isBlank() ? Optional.empty() : named(Bodies.json(text, "body"));
        String endpoint = wanted.orElse(endpoints.get(0));
        if (!endpoints.contains(endpoint)) {
            throw ApiException.invalid(
                    "endpoint: \"" + endpoint + "\" (expected: one of " + String.join(", ", endpoints) + ")");
        }
        return endpoint;
    }

    private static Optional<String> named(JsonNode body) {
        return Fields.optionalText(Bodies.object(body, "body", List.of("endpoint")), "endpoint");
    }
}
