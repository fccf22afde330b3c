// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bearer tokens, known by their digests alone. They may be replaced by others; a credential whose token is gone, or is
 * somebody else's or good for something else, is no longer valid.
 *
 * <p><b>Threads:</b> any; the tokens are replaced all at once.
 */
public final class TokenStore implements BearerTokens {

    private volatile List<Known> known;

    /** A token, with all that a request needs of it made once. */
    private final class Known {

        private final byte[] digest;
        private final Identity identity;

        Known(String digest, Principal principal) {
            this.digest = digest.getBytes(US_ASCII);
            this.identity =
                    new Identity(principal, new Credential(Secrets.fingerprintOf(digest), Instant.MIN, this::until));
        }

        private Instant until() {
            return known.contains(this) ? Instant.MAX : Instant.MIN;
        }

        private boolean is(byte[] other) {
            return MessageDigest.isEqual(digest, other);
        }

        private boolean isSame(Known other) {
            return is(other.digest) && identity.principal().equals(other.identity.principal());
        }
    }

    /**
     * A store.
     *
     * @param principals who has which token: a token, or its digest with {@code sha256:} in front
     */
    public TokenStore(Map<String, Principal> principals) {
        this.known = List.of();
        replace(principals);
    }

    private static String digest(String token) {
        return token.startsWith(Secrets.DIGEST) ? token : Secrets.digest(token);
    }

    /** {@return who has a token}; every known one is compared, in constant time. */
    @Override
    public Optional<Identity> find(String token) {
        byte[] digest = Secrets.digest(token).getBytes(US_ASCII);
        Known found = null;
        for (Known one : known) {
            found = one.is(digest) ? one : found;
        }
        return identity(found);
    }

    private static Optional<Identity> identity(@Nullable Known found) {
        return found == null ? Optional.empty() : Optional.of(found.identity);
    }

    /**
     * {@return whose token it is now that has a fingerprint, if it is still known}
     *
     * @param fingerprint the fingerprint of the token
     */
    public Optional<Identity> byFingerprint(String fingerprint) {
        return known.stream()
                .map(one -> one.identity)
                .filter(identity -> identity.credential().fingerprint().equals(fingerprint))
                .findFirst();
    }

    /**
     * Knows other tokens from now on; what stays as it is stays valid.
     *
     * @param principals who has which token
     * @return the names of those one of whose tokens is gone, or is good for something else
     */
    public Set<String> replace(Map<String, Principal> principals) {
        List<Known> before = known;
        List<Known> now = principals.entrySet().stream()
                .map(entry -> new Known(digest(entry.getKey()), entry.getValue()))
                .map(one -> before.stream().filter(one::isSame).findFirst().orElse(one))
                .collect(Collectors.toUnmodifiableList());
        known = now;
        return before.stream()
                .filter(one -> !now.contains(one))
                .map(one -> one.identity.principal().name())
                .collect(Collectors.toUnmodifiableSet());
    }
}
