// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.server.auth.Identity;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.body.ApiException;
import io.rillway.server.route.Call;
import io.rillway.server.route.OpenServlet;
import io.rillway.server.route.Routes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the one-time ticket of a sign-in link, and gives the browser a session cookie for it. A look with HEAD, as previews
 * of links do, uses nothing up.
 */
public final class SignInServlet extends OpenServlet {

    private static final long serialVersionUID = 1L;

    private final transient SessionStore sessions;
    private final transient SessionCookies cookies;
    private final transient Consumer<Identity> replaced;
    private final transient Routes routes = Routes.none().with("GET", "", this::signIn);

    /**
     * A servlet.
     *
     * @param sessions where tickets become sessions
     * @param cookies what sessions are carried by
     * @param replaced is told whose session has given way to a new one
     */
    public SignInServlet(SessionStore sessions, SessionCookies cookies, Consumer<Identity> replaced) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.replaced = replaced;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void signIn(Call call) throws IOException {
        HttpServletResponse response = call.response();
        if (call.request().getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET");
            throw new ApiException(405, "METHOD_NOT_ALLOWED", "HEAD (expected: GET)");
        }
        Optional<String> session = call.parameter("ticket").flatMap(sessions::redeem);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (session.isEmpty()) {
            answer(response, 401, "This link has been used or has expired. Each start of the server prints a new one.");
            return;
        }
        cookies.end(call.request(), sessions, replaced);
        cookies.give(call.request(), response, session.get());
        answer(response, 200, "You are signed in. The events are at /api/v1/events/stream.");
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write((text + "\n").getBytes(UTF_8));
    }
}
