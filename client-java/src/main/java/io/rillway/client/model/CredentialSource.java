// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import java.io.IOException;

/**
 * Gives the credential of each attempt, so that a token may be renewed and a one-time session minted.
 *
 * <p><b>Threads:</b> called by the thread that pulls the client, or runs its handlers; it may take its time. Closing the client
 * interrupts it: a source that waits should end then. <b>Errors:</b> what it throws ends the attempt, and the next one asks
 * again.
 */
@FunctionalInterface
public interface CredentialSource {

    /**
     * {@return the credential of the attempt that begins}
     *
     * @param refused whether the server has just refused the one before with 401
     * @throws IOException if it cannot be had now
     * @throws InterruptedException if the thread is interrupted, which closing the client does too
     */
    Credential credential(boolean refused) throws IOException, InterruptedException;

    /** {@return whether asking again may give another credential; if not, a 401 is for good} */
    default boolean renews() {
        return true;
    }

    /**
     * {@return a source that always gives the same}
     *
     * @param credential the credential
     */
    static CredentialSource fixed(Credential credential) {
        return new FixedCredential(credential);
    }
}
