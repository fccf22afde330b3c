// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The bearer tokens, known by their digests alone. <b>Threads:</b> immutable.
 */
public final class TokenStore implements BearerTokens {

    private record Known(String digest, Principal principal) {}

    private final List<Known> known;

    /**
     * A store.
     *
     * @param principals who has which token: a token, or its digest with {@code sha256:} in front
     */
    public TokenStore(Map<String, Principal> principals) {
        this.known = principals.entrySet().stream()
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
        Optional<Principal> found = Optional.empty();
        for (Known one : known) {
            found = MessageDigest.isEqual(one.digest().getBytes(UTF_8), digest) ? Optional.of(one.principal()) : found;
        }
        return found.map(principal -> new Identity(principal, Credential.of(token, Instant.MIN, Instant.MAX)));
    }
}
