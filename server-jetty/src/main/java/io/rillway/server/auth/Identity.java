// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Who is behind a request, and by what that was found out.
 *
 * @param principal who it is
 * @param credential what is known of the credential
 * @param giveBack makes a one-time credential good again whose use came to nothing; empty for any other
 */
public record Identity(Principal principal, Credential credential, Optional<Runnable> giveBack) {

    public Identity {
        requireNonNull(principal, "principal");
        requireNonNull(credential, "credential");
        requireNonNull(giveBack, "giveBack");
    }

    /**
     * An identity by a credential that can be used again.
     *
     * @param principal who it is
     * @param credential what is known of the credential
     */
    public Identity(Principal principal, Credential credential) {
        this(principal, credential, Optional.empty());
    }

    /** {@return the same, of the end of whose credential a stream is told so long before it} */
    Identity withNotice(Duration notice) {
        Credential other = credential.withNotice(notice);
        return other.equals(credential) ? this : new Identity(principal, other, giveBack);
    }
}
