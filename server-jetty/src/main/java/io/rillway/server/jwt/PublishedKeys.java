// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.health.HealthReport;
import com.nimbusds.jose.util.health.HealthStatus;
import com.nimbusds.jwt.SignedJWT;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that an issuer publishes. They are kept for 15 minutes, and for four hours while the issuer does not
 * answer; a token with an unknown key makes the server look again, but not more often than twice in half a minute.
 */
final class PublishedKeys implements Signatures {

    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int MOST_BYTES = 256 << 10;
    private static final int MOST_KEYS = 10;
    private static final int LEAST_RSA_BITS = 2048;
    private static final long KEPT_MILLIS = 15 * 60_000L;
    private static final long REFRESH_MILLIS = 5000;
    private static final long OUTAGE_MILLIS = 4 * 3_600_000L;
    private static final long BETWEEN_MILLIS = 30_000;

    private final JWKSource<SecurityContext> source;

    PublishedKeys(URI uri) {
        try {
            this.source = JWKSourceBuilder.create(
                            uri.toURL(), new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES))
                    .cache(KEPT_MILLIS, REFRESH_MILLIS)
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_MILLIS)
                    .outageTolerant(OUTAGE_MILLIS)
                    .healthReporting(PublishedKeys::report)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("jwks: " + uri + " (expected: an https address)", e);
        }
    }

    /** At most as often as the keys are looked for. */
    private static void report(HealthReport<?, ?> report) {
        if (report.getHealthStatus() == HealthStatus.NOT_HEALTHY) {
            LOG.warn("the keys of signed tokens cannot be read: {}", String.valueOf(report.getException()));
        }
    }

    @Override
    public boolean accept(SignedJWT jwt) {
        return keys(jwt).stream().limit(MOST_KEYS).anyMatch(key -> accepts(key, jwt));
    }

    private List<JWK> keys(SignedJWT jwt) {
        try {
            return source.get(new JWKSelector(JWKMatcher.forJWSHeader(jwt.getHeader())), null);
        } catch (KeySourceException e) {
            return List.of();
        }
    }

    private static boolean accepts(JWK key, SignedJWT jwt) {
        try {
            if (key instanceof RSAKey rsa) {
                return rsa.size() >= LEAST_RSA_BITS && jwt.verify(new RSASSAVerifier(rsa));
            }
            if (key instanceof ECKey curve) {
                return jwt.verify(new ECDSAVerifier(curve));
            }
            return key instanceof OctetKeyPair pair && Ed25519.accepts(pair, jwt);
        } catch (JOSEException e) {
            return false;
        }
    }
}
