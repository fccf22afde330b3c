// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.login;

import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Passwords;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.body.Fields;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.config.ServerConfig.User;
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
import java.util.function.Consumer;
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
    private final transient Consumer<Identity> replaced;
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
     * @param replaced is told whose session has given way to a new one
     * @param clock the time
     */
    public LoginServlet(
            UserStore users,
            SessionStore sessions,
            SessionCookies cookies,
            Consumer<Identity> replaced,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.cookies = cookies;
        this.replaced = replaced;
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
        String username = Fields.text(body, "username");
        String password = password(body.path("password"));
        if (!Principal.isName(username) || password.length() > Passwords.MOST_CHARACTERS) {
            throw wrong();
        }
        String address = call.request().getRemoteAddr();
        take(username, address);
        User user = worked(username, password).orElseThrow(LoginServlet::wrong);
        Principal principal = user.principal();
        byBoth.reset(username + "\n" + address);
        byName.reset(username);
        cookies.end(call.request(), sessions, replaced);
        cookies.give(call.request(), call.response(), open(user));
        JsonAnswer.data(call.response(), 200, new SignedIn(principal.name(), principal.roles()));
    }

    /** Whoever changed while the password was being worked on has been logged out before there was a session to end. */
    private String open(User user) {
        String session = sessions.open(user.principal());
        if (!users.isCurrent(user)) {
            sessions.end(session);
            throw wrong();
        }
        return session;
    }

    /** What stands in its place may be one, and is not repeated. */
    private static String password(JsonNode value) {
        if (!value.isString()) {
            throw ApiException.invalid("password: missing (expected: a text)");
        }
        return value.asString();
    }

    /** What one limit refuses uses nothing up of the next: an address alone cannot lock a name out everywhere. */
    private void take(String username, String address) {
        take(byAddress, address);
        take(byBoth, username + "\n" + address);
        take(byName, username);
    }

    private static void take(AttemptLimit limit, String key) {
        Duration wait = limit.take(key);
        if (!wait.isZero()) {
            throw new ApiException(429, "TOO_MANY_ATTEMPTS", "too many attempts to log in").retryAfter(wait);
        }
    }

    private Optional<User> worked(String username, String password) {
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
