// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.util.Objects.requireNonNull;

import io.rillway.hub.port.CredentialMark;
import io.rillway.hub.port.Validity;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a credential without knowing it.
 *
 * @param fingerprint tells it from others; empty if it is not told apart
 * @param issued when it was issued; {@link Instant#MIN} if that is not known
 * @param validity how long it is good; what was taken back is so no longer
 */
public record Credential(String fingerprint, Instant issued, Validity validity) {

    /** What is known of no credential, or of one that somebody else has judged. */
    public static final Credential UNKNOWN = new Credential("", Instant.MIN, Validity.ALWAYS);

    public Credential {
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(issued, "issued");
        requireNonNull(validity, "validity");
    }

    /**
     * {@return what is known of a secret, its fingerprint among it}
     *
     * @param secret the credential itself, which is not kept
     * @param issued when it was issued
     * @param validity how long it is good
     */
    public static Credential of(String secret, Instant issued, Validity validity) {
        return new Credential(Secrets.fingerprint(secret), issued, validity);
    }

    /** {@return when it is no longer valid, as far as is known now}: {@link Instant#MAX} if that is not known */
    public Instant expires() {
        return validity.until();
    }

    /** {@return what the hub knows of it} */
    public CredentialMark mark() {
        return new CredentialMark(fingerprint, issued, validity);
    }

    /**
     * {@return the same, of whose end a stream is told earlier or later}
     *
     * @param notice how long before the end
     */
    public Credential withNotice(Duration notice) {
        Validity other = validity.withNotice(notice);
        return other.equals(validity) ? this : new Credential(fingerprint, issued, other);
    }
}
