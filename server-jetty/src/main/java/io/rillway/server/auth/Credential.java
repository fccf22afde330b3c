// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What is known of a credential without knowing it.
 *
 * @param fingerprint tells it from others; empty if it is not told apart
 * @param issued when it was issued; {@link Instant#MIN} if that is not known
 * @param expires when it is no longer valid; {@link Instant#MAX} if that is not known
 */
public record Credential(String fingerprint, Instant issued, Instant expires) {

    /** What is known of no credential, or of one that somebody else has judged. */
    public static final Credential UNKNOWN = new Credential("", Instant.MIN, Instant.MAX);

    public Credential {
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(issued, "issued");
        requireNonNull(expires, "expires");
    }

    /**
     * {@return what is known of a secret, its fingerprint among it}
     *
     * @param secret the credential itself, which is not kept
     * @param issued when it was issued
     * @param expires when it is no longer valid
     */
    public static Credential of(String secret, Instant issued, Instant expires) {
        return new Credential(Secrets.fingerprint(secret), issued, expires);
    }
}
