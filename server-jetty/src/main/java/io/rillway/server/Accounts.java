// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.hub.EventHub;
import io.rillway.hub.port.SubscriberSnapshot;
import io.rillway.hub.port.SubscriptionChange;
import io.rillway.server.auth.BearerTokens;
import io.rillway.server.auth.CredentialChain.Known;
import io.rillway.server.auth.FirstToken;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.TokenStore;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.config.ServerConfig.Auth;
import io.rillway.server.config.ServerConfig.Jwt;
import io.rillway.server.jwt.JwtTokens;
import io.rillway.server.login.UserStore;
import io.rillway.server.rest.ReloadServlet.Reloaded;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is known by which token or password, as the configuration says, which may be read again.
 *
 * <p><b>Threads:</b> any; one reload follows the other, under its own monitor.
 */
final class Accounts implements BearerTokens {

    private static final String CHANGED = "this account has changed";

    private final Map<String, Principal> first;
    private final InstantSource clock;
    private final TokenStore tokens;
    private final UserStore users;
    private volatile @Nullable Signed signed;

    /** What is accepted of signed tokens, and what accepts them. */
    private record Signed(Jwt terms, JwtTokens tokens) {}

    Accounts(ServerConfig config, Optional<FirstToken> first, Principal admin, InstantSource clock) {
        this.first = first.map(token -> Map.of(token.digest(), admin)).orElse(Map.of());
        this.clock = clock;
        this.tokens = new TokenStore(tokens(config));
        this.users = new UserStore(users(config));
        this.signed = signed(config).orElse(null);
    }

    private Map<String, Principal> tokens(ServerConfig config) {
        Map<String, Principal> principals = new HashMap<>(first);
        config.auth()
                .map(Auth::tokens)
                .orElse(List.of())
                .forEach(token -> principals.put(token.token(), token.principal()));
        return principals;
    }

    private static List<ServerConfig.User> users(ServerConfig config) {
        return config.auth().map(Auth::users).orElse(List.of());
    }

    private Optional<Signed> signed(ServerConfig config) {
        return config.auth().flatMap(Auth::jwt).map(terms -> new Signed(terms, new JwtTokens(terms, clock)));
    }

    UserStore users() {
        return users;
    }

    @Override
    public Optional<Identity> find(String token) {
        Signed now = signed;
        return tokens.find(token)
                .or(() -> now == null ? Optional.empty() : now.tokens().find(token));
    }

    /** Takes over what a configuration says; sessions, tickets and streams of what is gone end. */
    synchronized Reloaded take(ServerConfig config, Known known, EventHub hub) {
        Set<String> changedUsers = users.replace(users(config));
        Set<String> changedOwners = tokens.replace(tokens(config));
        boolean resigned = resign(config);
        changedUsers.forEach(name -> {
            known.sessions().endAll(name);
            known.tickets().revokeAll(name);
        });
        changedOwners.forEach(name -> known.tickets().revokeAll(name));
        int renewed = renew(hub, changedOwners);
        int loggedOut = changedUsers.stream()
                .mapToInt(name -> hub.recheck(name, CHANGED))
                .sum();
        Set<String> rest = resigned ? principals(hub) : changedOwners;
        int ended = rest.stream().mapToInt(name -> hub.recheck(name, null)).sum();
        return new Reloaded(renewed, loggedOut, ended);
    }

    /** Other terms for signed tokens take back all that were accepted; {@return whether there are} */
    private boolean resign(ServerConfig config) {
        Signed before = signed;
        Optional<Jwt> terms = config.auth().flatMap(Auth::jwt);
        if (terms.equals(Optional.ofNullable(before).map(Signed::terms))) {
            return false;
        }
        signed = signed(config).orElse(null);
        if (before != null) {
            before.tokens().retire();
        }
        return true;
    }

    private static Set<String> principals(EventHub hub) {
        return hub.connections().stream()
                .map(stream -> stream.request().principal())
                .collect(Collectors.toSet());
    }

    /** Streams whose token is still theirs go on with the grants that it has now. */
    private int renew(EventHub hub, Set<String> owners) {
        int renewed = 0;
        for (SubscriberSnapshot stream : hub.connections()) {
            boolean isConcerned = owners.contains(stream.request().principal());
            Optional<Identity> now = isConcerned
                    ? tokens.byFingerprint(stream.request().credential().fingerprint())
                    : Optional.empty();
            renewed += now.isPresent() && renew(hub, stream, now.get()) ? 1 : 0;
        }
        return renewed;
    }

    private static boolean renew(EventHub hub, SubscriberSnapshot stream, Identity now) {
        if (!now.principal().name().equals(stream.request().principal())) {
            return false;
        }
        SubscriptionChange renewal = new SubscriptionChange.Renew(
                now.principal().grants(), now.credential().mark());
        hub.connection(stream.id()).ifPresent(open -> open.change(renewal));
        return true;
    }
}
