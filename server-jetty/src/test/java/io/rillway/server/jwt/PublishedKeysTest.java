// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.rillway.server.config.ServerConfig.Jwt;
import io.rillway.testing.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens whose issuer publishes its keys. */
class PublishedKeysTest {

    private static final RSAKey RSA = rsa("r1");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile String published = "";
    private HttpServer issuer;

    @BeforeEach
    void publish() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            looks.incrementAndGet();
            byte[] body = published.getBytes(UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JwtTokens tokens(Optional<String> secret, JWK... keys) {
        published = new JWKSet(List.of(keys)).toString(false);
        URI uri = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
        return new JwtTokens(
                new Jwt(secret, Optional.of(uri), Optional.of("iss"), Optional.of("aud"), "rillway", Duration.ZERO),
                clock);
    }

    private JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .subject("eve")
                .issuer("iss")
                .audience(List.of("other", "aud"))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .build();
    }

    private String sign(JWSAlgorithm algorithm, String keyId, JWSSigner signer) throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims());
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Test
    void eachAlgorithmHasItsKind() throws Exception {
        ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
        JwtTokens tokens = tokens(Optional.empty(), RSA.toPublicJWK(), curve.toPublicJWK());

        assertThat(tokens.find(sign(JWSAlgorithm.RS256, "r1", new RSASSASigner(RSA))))
                .isPresent();
        assertThat(tokens.find(sign(JWSAlgorithm.ES256, "e1", new ECDSASigner(curve))))
                .isPresent();
        assertThat(tokens.find(sign(JWSAlgorithm.RS384, "r1", new RSASSASigner(RSA))))
                .isEmpty();
        assertThat(tokens.find(sign(JWSAlgorithm.PS256, "r1", new RSASSASigner(RSA))))
                .isEmpty();
        assertThat(tokens.find(sign(JWSAlgorithm.RS256, "e1", new RSASSASigner(RSA))))
                .isEmpty();
        assertThat(tokens.find(sign(JWSAlgorithm.RS256, "r1", new RSASSASigner(rsa("r1")))))
                .isEmpty();
    }

    /** A public key is no secret, though everybody has its bytes. */
    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        JwtTokens tokens = tokens(
                Optional.empty(),
                RSA.toPublicJWK(),
                new OctetSequenceKey.Builder(SECRET.getBytes(UTF_8)).keyID("o1").build());
        String byPem = sign(
                JWSAlgorithm.HS256, "r1", new MACSigner(RSA.toRSAPublicKey().getEncoded()));
        String byJson =
                sign(JWSAlgorithm.HS256, "r1", new MACSigner(RSA.toPublicJWK().toJSONString()));
        String byPublishedSecret = sign(JWSAlgorithm.HS256, "o1", new MACSigner(SECRET));

        assertThat(List.of(byPem, byJson, byPublishedSecret))
                .allMatch(token -> tokens.find(token).isEmpty());
    }

    @Test
    void theSecretBesideThemIsForItsOwnAlgorithm() throws Exception {
        JwtTokens tokens = tokens(Optional.of(SECRET), RSA.toPublicJWK());

        assertThat(tokens.find(sign(JWSAlgorithm.HS256, "any", new MACSigner(SECRET))))
                .isPresent();
        assertThat(tokens.find(sign(JWSAlgorithm.RS256, "r1", new RSASSASigner(RSA))))
                .isPresent();
        assertThat(tokens.find(sign(JWSAlgorithm.HS512, "any", new MACSigner(SECRET + SECRET))))
                .isEmpty();
    }

    @Test
    void aShortRsaKeySignsNothing() throws Exception {
        RSAKey small = new RSAKeyGenerator(1024, true).keyID("s").generate();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("s").build(), claims());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(small.toPrivateKey());
        signature.update(jwt.getSigningInput());
        String token = new String(jwt.getSigningInput(), UTF_8) + "." + Base64URL.encode(signature.sign());

        assertThat(tokens(Optional.empty(), small.toPublicJWK()).find(token)).isEmpty();
    }

    @Test
    void anotherCurveSignsNothing() throws Exception {
        ECKey other = new ECKeyGenerator(Curve.P_384).keyID("e1").generate();
        String token = sign(JWSAlgorithm.ES384, "e1", new ECDSASigner(other));

        assertThat(tokens(Optional.empty(), other.toPublicJWK()).find(token)).isEmpty();
    }

    private String signEd25519(KeyPair pair) throws GeneralSecurityException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("d1").build(), claims());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(jwt.getSigningInput());
        return new String(jwt.getSigningInput(), UTF_8) + "." + Base64URL.encode(signature.sign());
    }

    @Test
    void ed25519IsVerifiedByTheJdk() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        OctetKeyPair key = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                .keyID("d1")
                .build();
        JwtTokens tokens = tokens(Optional.empty(), key);
        String token = signEd25519(pair);

        assertThat(tokens.find(token)).isPresent();
        assertThat(tokens.find(token.substring(0, token.lastIndexOf('.') + 1) + "AAAA"))
                .isEmpty();
        assertThat(tokens.find(
                        signEd25519(KeyPairGenerator.getInstance("Ed25519").generateKeyPair())))
                .isEmpty();
    }

    @Test
    void keysAreKeptAndUnknownOnesAreNotLookedForWithoutEnd() throws Exception {
        JwtTokens tokens = tokens(Optional.empty(), RSA.toPublicJWK());
        String good = sign(JWSAlgorithm.RS256, "r1", new RSASSASigner(RSA));
        for (int i = 0; i < 50; i++) {
            assertThat(tokens.find(good)).isPresent();
        }
        assertThat(looks).hasValue(1);

        for (int i = 0; i < 50; i++) {
            assertThat(tokens.find(sign(JWSAlgorithm.RS256, "x" + i, new RSASSASigner(RSA))))
                    .isEmpty();
        }

        assertThat(looks).hasValueLessThanOrEqualTo(3);
        assertThat(tokens.find(good)).isPresent();
    }

    @Test
    void aNewKeyIsFound() throws Exception {
        JwtTokens tokens = tokens(Optional.empty(), RSA.toPublicJWK());
        tokens.find(sign(JWSAlgorithm.RS256, "r1", new RSASSASigner(RSA)));
        RSAKey next = rsa("r2");

        published = new JWKSet(List.of(RSA.toPublicJWK(), next.toPublicJWK())).toString(false);

        assertThat(tokens.find(sign(JWSAlgorithm.RS256, "r2", new RSASSASigner(next))))
                .isPresent();
    }

    @Test
    void anIssuerThatDoesNotAnswerLetsNobodyIn() throws Exception {
        JwtTokens tokens = tokens(Optional.empty(), RSA.toPublicJWK());
        published = "";

        assertThat(tokens.find(sign(JWSAlgorithm.RS256, "r1", new RSASSASigner(RSA))))
                .isEmpty();
    }
}
