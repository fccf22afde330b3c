// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.util.Objects.requireNonNull;

import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.BearerTokens;
import io.rillway.server.auth.CredentialChain;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Knows, beside those whom another authenticator knows, who has a bearer token in a cookie, as the monitor's clients have it
 * (requirement S2-10). It is for what only reads: a page of another site may make a browser send a cookie along.
 *
 * <p><b>Threads:</b> any; immutable.
 */
public final class CookieToken implements Authenticator {

    /** The cookie of the monitor. */
    public static final String MONITOR = "monitor_token";

    private final Authenticator first;
    private final String cookie;
    private final BearerTokens tokens;

    /**
     * Looks into a cookie.
     *
     * @param first is asked before
     * @param cookie the name of the cookie
     * @param tokens the tokens that are good
     */
    public CookieToken(Authenticator first, String cookie, BearerTokens tokens) {
        this.first = requireNonNull(first, "first");
        this.cookie = requireNonNull(cookie, "cookie");
        this.tokens = requireNonNull(tokens, "tokens");
    }

    @Override
    public Optional<Principal> authenticate(HttpServletRequest request) {
        return identify(request).map(Identity::principal);
    }

    @Override
    public Optional<Identity> identify(HttpServletRequest request) {
        return first.identify(request)
                .or(() -> CredentialChain.cookies(request, cookie)
                        .flatMap(value -> tokens.find(value).stream())
                        .findFirst());
    }
}
