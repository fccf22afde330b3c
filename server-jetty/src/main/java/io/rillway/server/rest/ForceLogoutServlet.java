// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.hub.EventHub;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.CredentialChain.Known;
import io.rillway.server.auth.Principal;
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
import tools.jackson.databind.JsonNode;

/** Logs a user out everywhere: sessions and tickets end, and every stream is told and ends (requirements S5-05, S5-16). */
public final class ForceLogoutServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 4 << 10;
    private static final int MOST_CHARACTERS = 500;
    private static final String USUAL = "logged out by an administrator";

    private final transient EventHub hub;
    private final transient Known known;
    private final transient Routes routes;

    /** Who was logged out, and of how many streams. */
    record Done(String principal, int connections) {}

    /**
     * A servlet.
     *
     * @param hub whose streams end
     * @param known where sessions and tickets end
     * @param route the path behind the mount, with {@code *} for the user
     * @param authenticator who asks
     */
    public ForceLogoutServlet(EventHub hub, Known known, String route, Authenticator authenticator) {
        super(authenticator);
        this.hub = hub;
        this.known = known;
        this.routes = Routes.none().with("POST", route, this::logOut);
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void logOut(Call call) throws IOException {
        call.require(Role.ADMIN);
        String user = call.segment(0);
        if (!Principal.isName(user)) {
            throw ApiException.invalid("user: not a name (expected: 1 to 128 characters)");
        }
        String reason = reason(Bodies.optionalObject(call.request(), MOST_BYTES, List.of("reason")));
        known.sessions().endAll(user);
        known.tickets().revokeAll(user);
        int connections = hub.forceLogout(user, reason, null);
        JsonAnswer.data(call.response(), 200, new Done(user, connections));
    }

    private static String reason(JsonNode body) {
        String reason = Fields.optionalText(body, "reason").orElse(USUAL);
        if (reason.isBlank() || reason.length() > MOST_CHARACTERS) {
            throw ApiException.invalid(
                    "reason: " + reason.length() + " characters (expected: 1 to " + MOST_CHARACTERS + ")");
        }
        return reason;
    }
}
