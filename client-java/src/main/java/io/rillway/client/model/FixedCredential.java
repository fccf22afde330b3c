// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

/** A source that always gives the same credential. */
record FixedCredential(Credential credential) implements CredentialSource {

    FixedCredential {
        requireNonNull(credential, "credential");
    }

    @Override
    public Credential credential(boolean refused) {
        return credential;
    }

    @Override
    public boolean renews() {
        return false;
    }
}
