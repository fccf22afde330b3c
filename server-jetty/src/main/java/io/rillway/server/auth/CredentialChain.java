// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import io.rillway.hub.port.Validity;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a credential in several places, in their order; one that is not valid falls through to the next (requirements
 * C5).
 *
 * <p><b>Threads:</b> any; immutable.
 */
public final class CredentialChain implements Authenticator {

    /**
     * All credentials that a server knows.
     *
     * @param tokens bearer tokens
     * @param sessions what cookies stand for
     * @param tickets what opens streams
     * @param notice how long before a credential ends its streams are told
     */
    public record Known(BearerTokens tokens, SessionStore sessions, StreamTickets tickets, Duration notice) {}

    private final List<CredentialSource> sources;
    private final Known known;

    /**
     * A chain.
     *
     * @param sources where to look, in order
     * @param known the credentials that are good
     */
    public CredentialChain(List<CredentialSource> sources, Known known) {
        this.sources = List.copyOf(sources);
        this.known = known;
    }

    /**
     * A chain without tickets.
     *
     * @param sources where to look, in order
     * @param tokens the bearer tokens
     * @param sessions the sessions
     */
    public CredentialChain(List<CredentialSource> sources, BearerTokens tokens, SessionStore sessions) {
        this(sources, new Known(tokens, sessions, new StreamTickets(InstantSource.system()), Validity.USUAL_NOTICE));
    }

    @Override
    public Optional<Principal> authenticate(HttpServletRequest request) {
        return identify(request).map(Identity::principal);
    }

    @Override
    public Optional<Identity> identify(HttpServletRequest request) {
        // Thousands at a time when a server comes back: a loop, and nothing made in vain.
        for (CredentialSource source : sources) {
            Optional<Identity> found = identity(source, request);
            if (found.isPresent()) {
                return Optional.of(found.get().withNotice(known.notice()));
            }
        }
        return Optional.empty();
    }

    private Optional<Identity> identity(CredentialSource source, HttpServletRequest request) {
        if (source instanceof CredentialSource.Cookie cookie) {
            return request.getCookies() == null ? Optional.empty() : session(request, cookie.name());
        }
        if (source instanceof CredentialSource.SessionTicket ticket) {
            return query(request, ticket.parameter())
                    .flatMap(id -> known.tickets().takeSession(id, ticket.endpoint()));
        }
        if (source instanceof CredentialSource.StreamToken token) {
            return query(request, token.parameter())
                    .flatMap(value -> known.tickets().findToken(value, token.endpoint()));
        }
        Optional<String> token =
                source instanceof CredentialSource.Query query ? query(request, query.parameter()) : bearer(request);
        return token.flatMap(known.tokens()::find);
    }

    private Optional<Identity> session(HttpServletRequest request, String name) {
        return cookies(request, name)
                .flatMap(value -> known.sessions().find(value).stream())
                .findFirst();
    }

    private static Optional<String> query(HttpServletRequest request, String parameter) {
        return Optional.ofNullable(request.getParameter(parameter));
    }

    /**
     * {@return the values of a cookie, of which a browser may send several}
     *
     * @param request the request
     * @param name the cookie
     */
    public static Stream<String> cookies(HttpServletRequest request, String name) {
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
