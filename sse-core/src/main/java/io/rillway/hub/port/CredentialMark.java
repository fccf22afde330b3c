// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * By what the hub recognises a credential that it was told to turn away, and how long it is good; never the credential
 * itself.
 *
 * @param fingerprint tells one credential from another, for example a digest of it; empty if there is none
 * @param issued when it was issued; what was issued after its principal was told to stop is let in. {@link Instant#MIN}
 *     if that is not known
 * @param validity how long it is good; a stream ends with its credential
 */
public record CredentialMark(String fingerprint, Instant issued, Validity validity) {

    /** The mark of no credential, or of one that is not told apart. */
    public static final CredentialMark NONE = new CredentialMark("", Instant.MIN);

    public CredentialMark {
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(issued, "issued");
        requireNonNull(validity, "validity");
    }

    /**
     * The mark of a credential that is good for ever.
     *
     * @param fingerprint tells one credential from another; empty if there is none
     * @param issued when it was issued
     */
    public CredentialMark(String fingerprint, Instant issued) {
        this(fingerprint, issued, Validity.ALWAYS);
    }

    /**
     * {@return whether it is good at a time}
     *
     * @param now the time
     */
    public boolean isGood(Instant now) {
        return now.isBefore(validity.until());
    }
}
