// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rillway.server.auth.BearerTokens;
import io.rillway.server.auth.Credential;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.config.ServerConfig.Jwt;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bearer tokens that somebody has signed. The algorithm that a token names only chooses between the keys that were
 * configured for it: a published key never serves as a secret, nor the secret for anything but HS256, and {@code none} is no
 * algorithm.
 *
 * <p><b>Threads:</b> any; who needs a key that is not known yet waits for its publisher, for seconds at most.
 */
public final class JwtTokens implements BearerTokens {

    private static final int MOST_CHARACTERS = 8 << 10;

    private final Map<JWSAlgorithm, Signatures> signatures = new HashMap<>();
    private final Claims claims;
    private volatile boolean retired;

    /**
     * Tokens of those who have the keys.
     *
     * @param jwt whose tokens are accepted
     * @param clock the time
     */
    public JwtTokens(Jwt jwt, InstantSource clock) {
        this.claims = new Claims(jwt, clock);
        jwt.secret().ifPresent(secret -> signatures.put(JWSAlgorithm.HS256, new SharedSecret(secret)));
        jwt.jwks().ifPresent(uri -> {
            PublishedKeys keys = new PublishedKeys(uri);
            PublishedKeys.ALGORITHMS.forEach(algorithm -> signatures.put(algorithm, keys));
        });
    }

    @Override
    public Optional<Identity> find(String token) {
        if (retired
                || token.length() > MOST_CHARACTERS
                || token.chars().filter(c -> c == '.').count() != 2) {
            return Optional.empty();
        }
        Optional<SignedJWT> jwt = parsed(token).filter(this::isSigned);
        try {
            return jwt.isPresent() ? identity(token, jwt.get().getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whatever the library's parser trips over is no token; a header {@code null} is a null pointer to it. */
    private static Optional<SignedJWT> parsed(String token) {
        try {
            return Optional.of(SignedJWT.parse(token));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What must be understood is not understood here. */
    private boolean isSigned(SignedJWT jwt) {
        Signatures known = signatures.get(jwt.getHeader().getAlgorithm());
        return known != null && jwt.getHeader().getCriticalParams() == null && known.accept(jwt);
    }

    private Optional<Identity> identity(String token, JWTClaimsSet set) throws ParseException {
        if (!claims.hold(set)) {
            return Optional.empty();
        }
        Instant issued =
                set.getIssueTime() == null ? Instant.MIN : set.getIssueTime().toInstant();
        Optional<Principal> principal = claims.principal(set);
        Instant end = claims.end(set);
        return principal.map(who -> new Identity(who, Credential.of(token, issued, () -> retired ? Instant.MIN : end)));
    }

    /** Accepts no token any more, and takes back those that were accepted. */
    public void retire() {
        retired = true;
    }
}
