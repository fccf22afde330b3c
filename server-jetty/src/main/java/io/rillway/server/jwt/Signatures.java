// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jwt;

import com.nimbusds.jwt.SignedJWT;

/** Knows signatures of one kind of key. */
interface Signatures {

    /** {@return whether a known key has signed a token with the algorithm that it names} */
    boolean accept(SignedJWT jwt);
}
