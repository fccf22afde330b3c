// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a credential in several places, in their order; one that is not valid falls through to the next (requirements
 * C5).
 */
public final class CredentialChain implements Authenticator {

    private final List<CredentialSource> sources;
    private final TokenStore tokens;
    private final SessionStore sessions;

    /**
     * A chain.
     *
     * @param sources where to look, in order
     * @param tokens the bearer tokens
     * @param sessions the sessions
     */
    public CredentialChain(List<CredentialSource> sources, TokenStore tokens, SessionStore sessions) {
        this.sources = List.copyOf(sources);
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Optional<Principal> authenticate(HttpServletRequest request) {
        return sources.stream().flatMap(source -> principals(source, request)).findFirst();
    }

    private Stream<Principal> principals(CredentialSource source, HttpServletRequest request) {
        if (source instanceof CredentialSource.Cookie cookie) {
            return cookies(request, cookie.name()).flatMap(value -> sessions.find(value).stream());
        }
        Optional<String> token = source instanceof CredentialSource.Query query
                ? Optional.ofNullable(request.getParameter(query.parameter()))
                : bearer(request);
        return token.flatMap(tokens::find).stream();
    }

    private static Stream<String> cookies(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue);
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.empty();
    }
}
