// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.rillway.events.TopicSelector;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.config.ServerConfig.Jwt;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens by HS256: what holds, what does not, and what only looks as if. */
class JwtTokensTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final ManualClock clock = new ManualClock();
    private final JwtTokens tokens = new JwtTokens(
            new Jwt(
                    Optional.of(SECRET),
                    Optional.empty(),
                    Optional.of("https://issuer.example"),
                    Optional.of("rillway"),
                    "rillway",
                    Duration.ofSeconds(30)),
            clock);

    private JWTClaimsSet.Builder good() {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .subject("eve")
                .issuer("https://issuer.example")
                .audience("rillway")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("rillway", Map.of("roles", List.of("viewer"), "grants", List.of("project/p1/**")));
    }

    private static String sign(JWTClaimsSet claims) throws Exception {
        return sign(claims, UnaryOperator.identity(), SECRET);
    }

    private static String sign(JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header, String secret)
            throws Exception {
        SignedJWT jwt = new SignedJWT(
                header.apply(new JWSHeader.Builder(JWSAlgorithm.HS256)).build(), claims);
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    @Test
    void aTokenSaysWhoAsksAndWhatTheyMay() throws Exception {
        Identity identity = tokens.find(sign(good().build())).orElseThrow();

        assertThat(identity.principal())
                .isEqualTo(new Principal(
                        "eve", Set.of(Role.VIEWER), List.of(TopicSelector.of("project/p1/**")), List.of()));
        assertThat(identity.credential().issued()).isEqualTo(clock.instant());
        assertThat(identity.credential().expires()).isEqualTo(clock.instant().plusSeconds(90));
    }

    @Test
    void whoeverIsGrantedNothingIsSomebodyAllTheSame() throws Exception {
        Principal principal = tokens.find(sign(good().claim("rillway", null).build()))
                .orElseThrow()
                .principal();

        assertThat(principal).isEqualTo(new Principal("eve", Set.of(), List.of(), List.of()));
    }

    @Test
    void anAdminPublishesEverywhere() throws Exception {
        String token =
                sign(good().claim("rillway", Map.of("roles", List.of("admin"))).build());

        assertThat(tokens.find(token).orElseThrow().principal().publish()).containsExactly(TopicSelector.ALL);
    }

    static Stream<Consumer<JWTClaimsSet.Builder>> faults() {
        return Stream.of(
                claims -> claims.subject(null),
                claims -> claims.subject(""),
                claims -> claims.subject("a\nb"),
                claims -> claims.subject("x".repeat(129)),
                claims -> claims.issuer("https://evil.example"),
                claims -> claims.issuer(null),
                claims -> claims.audience("other"),
                claims -> claims.audience((String) null),
                claims -> claims.expirationTime(null),
                claims -> claims.claim("token_type", "sse"),
                claims -> claims.claim("token_type", "refresh"),
                claims -> claims.claim("token_type", 5),
                claims -> claims.claim("rillway", "admin"),
                claims -> claims.claim("rillway", Map.of("roles", "admin")),
                claims -> claims.claim("rillway", Map.of("roles", List.of("boss"))),
                claims -> claims.claim("rillway", Map.of("grants", List.of("a**"))),
                claims -> claims.claim("rillway", Map.of("grants", List.of(5))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatDoesNotHoldIsNoToken(Consumer<JWTClaimsSet.Builder> fault) throws Exception {
        JWTClaimsSet.Builder claims = good();
        fault.accept(claims);

        assertThat(tokens.find(sign(claims.build()))).isEmpty();
    }

    @Test
    void timesHoldWithinTheSkew() throws Exception {
        String expiring = sign(good().build());
        String early = sign(good().notBeforeTime(Date.from(clock.instant().plusSeconds(100)))
                .build());
        String future = sign(
                good().issueTime(Date.from(clock.instant().plusSeconds(31))).build());

        assertThat(tokens.find(early)).isEmpty();
        assertThat(tokens.find(future)).isEmpty();
        clock.advance(Duration.ofSeconds(70));
        assertThat(tokens.find(early)).isPresent();
        assertThat(tokens.find(future)).isPresent();
        clock.advance(Duration.ofMillis(19_999));
        assertThat(tokens.find(expiring)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.find(expiring)).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void noneIsNoAlgorithm() throws Exception {
        String claims = sign(good().build()).split("\\.", -1)[1];
        String signature = sign(good().build()).split("\\.", -1)[2];
        for (String none : List.of("none", "None", "NONE", "", "HS384", "RS256", "ES256", "EdDSA", "dir")) {
            String header = base64("{\"alg\":\"" + none + "\"}");

            assertThat(tokens.find(header + "." + claims + ".")).as(none).isEmpty();
            assertThat(tokens.find(header + "." + claims + "." + signature))
                    .as(none)
                    .isEmpty();
        }
    }

    @Test
    void whatWasChangedIsNotSigned() throws Exception {
        String token = sign(good().build());
        String[] parts = token.split("\\.", -1);
        String more = base64(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("viewer", "admin"));

        assertThat(tokens.find(parts[0] + "." + more + "." + parts[2])).isEmpty();
        assertThat(tokens.find(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.find(sign(good().build(), h -> h, SECRET.replace('0', '1'))))
                .isEmpty();
    }

    @Test
    void whatMustBeUnderstoodIsNot() throws Exception {
        String token = sign(
                good().build(), header -> header.criticalParams(Set.of("exp")).customParam("exp", 1), SECRET);

        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void theTypeOfTheHeaderDoesNotMatter() throws Exception {
        assertThat(tokens.find(sign(good().build(), h -> h.type(new JOSEObjectType("at+jwt")), SECRET)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b.c",
                "....",
                "e30.e30.",
                "eyJhbGciOiJIUzI1NiJ9..",
                "eyJhbGciOiJIUzI1NiJ9.e30.x",
                "eyJhbGciOiJIUzI1NiJ9.bnVsbA.x",
                "bnVsbA.bnVsbA.bnVsbA",
                "W10.W10.W10",
                "admin-token",
                "\u0000.\uffff.\ud800"
            })
    void whatIsNoTokenIsNoToken(String text) {
        assertThat(tokens.find(text)).isEmpty();
    }

    @Test
    void aTokenHasAnEnd() throws Exception {
        assertThat(tokens.find(sign(good().claim("x", "y".repeat(9000)).build())))
                .isEmpty();
        assertThat(tokens.find("a".repeat(1 << 20))).isEmpty();
    }
}
