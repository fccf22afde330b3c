// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import io.rillway.server.auth.Identity;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.route.Call;
import io.rillway.server.route.OpenServlet;
import io.rillway.server.route.Routes;
import java.util.function.Consumer;

/** Ends the session that a request came with, and the streams that it opened. */
public final class LogoutServlet extends OpenServlet {

    private static final long serialVersionUID = 1L;

    private final transient SessionStore sessions;
    private final transient SessionCookies cookies;
    private final transient Consumer<Identity> ended;
    private final transient Routes routes = Routes.none().with("POST", "", this::logOut);

    /**
     * A servlet.
     *
     * @param sessions where sessions end
     * @param cookies what sessions are carried by
     * @param ended is told whose session has ended
     */
    public LogoutServlet(SessionStore sessions, SessionCookies cookies, Consumer<Identity> ended) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.ended = ended;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void logOut(Call call) {
        cookies.end(call.request(), sessions, ended);
        cookies.take(call.request(), call.response());
        call.response().setHeader("Cache-Control", "no-store");
        call.response().setStatus(204);
    }
}
