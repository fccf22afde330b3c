// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import io.rillway.server.auth.Passwords;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.route.Call;
import io.rillway.server.route.OpenServlet;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/**
 * Opens a session with a username and a password. Attempts are limited by username and address, by address and by username,
 * and only so many passwords are worked on at once.
 */
public final class LoginServlet extends OpenServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 8 << 10;
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final transient UserStore users;
    private final transient SessionStore sessions;
    private final transient SessionCookies cookies;
    private final transient AttemptLimit byBoth;
    private final transient AttemptLimit byAddress;
    private final transient AttemptLimit byName;
    private final transient Semaphore work = new Semaphore(AT_ONCE);
    private final transient Routes routes = Routes.none().with("POST", "", this::logIn);

    /** Who has signed in. */
    record SignedIn(String principal, Set<Role> roles) {}

    /**
     * A servlet.
     *
     * @param users who has which password
     * @param sessions where sessions are opened
     * @param cookies what sessions are carried by
     * @param clock the time
     */
    public LoginServlet(UserStore users, SessionStore sessions, SessionCookies cookies, InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.cookies = cookies;
        this.byBoth = new AttemptLimit(clock, 5, Duration.ofSeconds(30));
        this.byAddress = new AttemptLimit(clock, 20, Duration.ofSeconds(3));
        this.byName = new AttemptLimit(clock, 50, Duration.ofSeconds(6));
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void logIn(Call call) throws IOException {
        JsonNode body = Bodies.object(call.request(), MOST_BYTES, List.of("username", "password"));
        String username = Bodies.text(body, "username");
        String password = password(body.path("password"));
        if (!Principal.isName(username) || password.length() > Passwords.MOST_CHARACTERS) {
            throw wrong();
        }
        String address = call.request().getRemoteAddr();
        take(username, address);
        Principal principal = worked(username, password).orElseThrow(LoginServlet::wrong);
        byBoth.reset(username + "\n" + address);
        byName.reset(username);
        cookies.sessions(call.request()).forEach(sessions::end);
        cookies.give(call.request(), call.response(), sessions.open(principal));
        Bodies.data(call.response(), 200, new SignedIn(principal.name(), principal.roles()));
    }

    /** What stands in its place may be one, and is not repeated. */
    private static String password(JsonNode value) {
        if (!value.isString()) {
            throw ApiException.invalid("password: missing (expected: a text)");
        }
        return value.asString();
    }

    private void take(String username, String address) {
        for (Duration wait :
                List.of(byAddress.take(address), byBoth.take(username + "\n" + address), byName.take(username))) {
            if (!wait.isZero()) {
                throw new ApiException(429, "TOO_MANY_ATTEMPTS", "too many attempts to log in").retryAfter(wait);
            }
        }
    }

    private Optional<Principal> worked(String username, String password) {
        if (!work.tryAcquire()) {
            throw new ApiException(503, "BUSY", "too many are logging in").retryAfter(Duration.ofSeconds(1));
        }
        try {
            return users.find(username, password);
        } finally {
            work.release();
        }
    }

    private static ApiException wrong() {
        return new ApiException(401, "UNAUTHORIZED", "wrong username or password");
    }
}
