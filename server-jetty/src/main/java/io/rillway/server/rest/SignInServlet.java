// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.server.auth.SessionStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes the one-time ticket of a sign-in link, and gives the browser a session cookie for it. A look with HEAD, as previews
 * of links do, uses nothing up.
 */
public final class SignInServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient SessionStore sessions;
    private final transient List<String> cookies;

    /**
     * A servlet.
     *
     * @param sessions where tickets become sessions
     * @param cookies the names under which the endpoints look for a session
     */
    public SignInServlet(SessionStore sessions, List<String> cookies) {
        this.sessions = sessions;
        this.cookies = List.copyOf(cookies);
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Allow", "GET");
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String ticket = request.getParameter("ticket");
        Optional<String> session = ticket == null ? Optional.empty() : sessions.redeem(ticket);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (session.isEmpty()) {
            answer(response, 401, "This link has been used or has expired. Each start of the server prints a new one.");
            return;
        }
        String secure = request.isSecure() ? "; Secure" : "";
        for (String name : cookies) {
            response.addHeader("Set-Cookie", name + "=" + session.get() + "; Path=/; HttpOnly; SameSite=Lax" + secure);
        }
        answer(response, 200, "You are signed in. The events are at /api/v1/events/stream.");
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write((text + "\n").getBytes(UTF_8));
    }
}
