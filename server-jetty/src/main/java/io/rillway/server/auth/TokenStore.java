// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bearer tokens, known by their digests alone. They may be replaced by others; a credential whose token is gone, or is
 * somebody else's or good for something else, is no longer valid.
 *
 * <p><b>Threads:</b> any; the tokens are replaced all at once.
 */
public final class TokenStore implements BearerTokens {

    private record Known(String digest, Principal principal) {

        Identity identity(TokenStore store) {
            String fingerprint = Secrets.fingerprintOf(digest);
            Credential credential = new Credential(
                    fingerprint, Instant.MIN, () -> store.known.contains(this) ? Instant.MAX : Instant.MIN);
            return new Identity(principal, credential);
        }
    }

    private volatile List<Known> known;

    /**
     * A store.
     *
     * @param principals who has which token: a token, or its digest with {@code sha256:} in front
     */
    public TokenStore(Map<String, Principal> principals) {
        this.known = known(principals);
    }

    private static List<Known> known(Map<String, Principal> principals) {
        return principals.entrySet().stream()
                .map(entry -> new Known(digest(entry.getKey()), entry.getValue()))
                .collect(Collectors.toUnmodifiableList());
    }

    private static String digest(String token) {
        return token.startsWith(Secrets.DIGEST) ? token : Secrets.digest(token);
    }

    /** {@return who has a token}; every known one is compared, in constant time. */
    @Override
    public Optional<Identity> find(String token) {
        byte[] digest = Secrets.digest(token).getBytes(UTF_8);
        Optional<Known> found = Optional.empty();
        for (Known one : known) {
            found = MessageDigest.isEqual(one.digest().getBytes(UTF_8), digest) ? Optional.of(one) : found;
        }
        return found.map(one -> one.identity(this));
    }

    /**
     * {@return whose token it is now that has a fingerprint, if it is still known}
     *
     * @param fingerprint the fingerprint of the token
     */
    public Optional<Identity> byFingerprint(String fingerprint) {
        return known.stream()
                .filter(one -> Secrets.fingerprintOf(one.digest()).equals(fingerprint))
                .findFirst()
                .map(one -> one.identity(this));
    }

    /**
     * Knows other tokens from now on.
     *
     * @param principals who has which token
     * @return the names of those one of whose tokens is gone, or is good for something else
     */
    public Set<String> replace(Map<String, Principal> principals) {
        List<Known> before = known;
        List<Known> now = known(principals);
        known = now;
        return before.stream()
                .filter(one -> !now.contains(one))
                .map(one -> one.principal().name())
                .collect(Collectors.toUnmodifiableSet());
    }
}
