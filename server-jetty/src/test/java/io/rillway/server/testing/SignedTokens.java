// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.function.Consumer;

/** Tokens that somebody else signs with a secret that the server knows. */
public final class SignedTokens {

    private SignedTokens() {}

    /** {@return a token of jay's that is good for a minute, unless the change says otherwise} */
    public static String jay(String secret, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().subject("jay").expirationTime(inSeconds(60));
        change.accept(claims);
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            jwt.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("secret: too short", e);
        }
        return jwt.serialize();
    }

    /** {@return a time as a claim has it} */
    public static Date inSeconds(int seconds) {
        Instant now = InstantSource.system().instant();
        return Date.from(now.plusSeconds(seconds));
    }
}
