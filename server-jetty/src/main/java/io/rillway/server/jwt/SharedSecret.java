// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;

/** The secret that this server shares with whoever signs by HS256. */
final class SharedSecret implements Signatures {

    private final MACVerifier verifier;

    SharedSecret(String secret) {
        try {
            this.verifier = new MACVerifier(secret.getBytes(UTF_8));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("secret: too short (expected: at least 32 bytes)", e);
        }
    }

    @Override
    public boolean accept(SignedJWT jwt) {
        try {
            return jwt.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }
}
