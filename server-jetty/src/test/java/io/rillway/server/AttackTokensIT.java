// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static io.rillway.server.testing.SignedTokens.inSeconds;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.SignedTokens;
import io.rillway.server.testing.TestServer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that were tampered with, are over, are meant for something else, or stand where none may. */
class AttackTokensIT {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String YAML = """
            server: {port: 0}
            data: memory
            endpoints: [canonical, homelab, monitor, platform, studio, coaching]
            auth:
              tokens:
                - {token: eve-token, principal: eve, roles: [viewer], grants: ["**"]}
              jwt: {secret: "0123456789abcdef0123456789abcdef", issuer: me, audience: here, clockSkew: 0s}
            """;

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private static String jwt(String secret, Consumer<JWTClaimsSet.Builder> change) {
        Consumer<JWTClaimsSet.Builder> usual = claims -> claims.issuer("me")
                .audience("here")
                .claim("rillway", Map.of("grants", List.of("chat/*"), "roles", List.of("viewer")));
        return SignedTokens.jay(secret, usual.andThen(change));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String good() {
        return jwt(SECRET, claims -> {});
    }

    /** The same token with something else in one of its three parts. */
    private static String with(int part, String text) {
        String[] parts = good().split("\\.", -1);
        parts[part] = text;
        return String.join(".", parts);
    }

    static Stream<Arguments> bad() {
        String admin = "{\"sub\":\"admin\",\"iss\":\"me\",\"aud\":\"here\",\"exp\":9999999999,"
                + "\"rillway\":{\"roles\":[\"admin\"],\"grants\":[\"**\"]}}";
        String none = base64("{\"alg\":\"none\"}");
        return Stream.of(
                Arguments.of("another key", jwt(SECRET.replace('0', '1'), claims -> {})),
                Arguments.of("expired", jwt(SECRET, claims -> claims.expirationTime(inSeconds(-1)))),
                Arguments.of("never expiring", jwt(SECRET, claims -> claims.expirationTime(null))),
                Arguments.of("not yet", jwt(SECRET, claims -> claims.notBeforeTime(inSeconds(60)))),
                Arguments.of("issued in the future", jwt(SECRET, claims -> claims.issueTime(inSeconds(60)))),
                Arguments.of("another issuer", jwt(SECRET, claims -> claims.issuer("you"))),
                Arguments.of("another audience", jwt(SECRET, claims -> claims.audience("there"))),
                Arguments.of("for streams", jwt(SECRET, claims -> claims.claim("token_type", "sse"))),
                Arguments.of("for refreshing", jwt(SECRET, claims -> claims.claim("token_type", "refresh"))),
                Arguments.of("no subject", jwt(SECRET, claims -> claims.subject(null))),
                Arguments.of("a subject of two lines", jwt(SECRET, claims -> claims.subject("a\nb"))),
                Arguments.of("other claims", with(1, base64(admin))),
                Arguments.of("no signature", with(2, "")),
                Arguments.of("no algorithm", none + "." + base64(admin) + "."),
                Arguments.of("no algorithm, signed", with(0, none)),
                Arguments.of("no algorithm, shouted", with(0, base64("{\"alg\":\"NONE\"}"))),
                Arguments.of(
                        "a key of the token's own",
                        with(0, base64("{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}"))),
                Arguments.of("an extension", with(0, base64("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}"))),
                Arguments.of("a public key's algorithm", with(0, base64("{\"alg\":\"RS256\"}"))),
                Arguments.of("cut", good().substring(0, good().length() - 2)),
                Arguments.of("a digest", "sha256:" + "0".repeat(64)),
                Arguments.of("dots", ".."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    @DisplayName("S1-09 S1-21 a signed token that does not hold is 401 everywhere, before any byte of a stream")
    void whatDoesNotHoldIsRefused(String why, String token) throws Exception {
        assertThat(server.send(token, "GET", "/api/v1/graph", "").statusCode())
                .as(why)
                .isEqualTo(401);
        assertThat(server.send(token, "POST", "/api/v1/events/session", "").statusCode())
                .isEqualTo(401);
        for (String path : List.of(STREAM, "/api/events", "/monitor/stream")) {
            String answer =
                    server.raw(RawClient.get(path, "Authorization: Bearer " + token + "\r\nConnection: close\r\n"));
            assertThat(answer).as(path).startsWith("HTTP/1.1 401").doesNotContain("text/event-stream");
            assertThat(server.raw(RawClient.get(path + "?token=" + token, "Connection: close\r\n")))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void whatHoldsIsNotRefused() throws Exception {
        assertThat(server.send(good(), "GET", "/api/v1/graph", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/events,token,200",
        "/monitor/stream,token,200",
        "/api/v1/events/stream,token,200",
        "/api/v1/events/stream,sse_token,401",
        "/api/v1/events/stream,session_id,401",
        "/api/v1/events/stream,access_token,401",
        "/api/v1/events/stream,Token,401",
        "/api/events,access_token,401",
        "/api/events,sse_token,401",
        "/api/sse,token,401",
        "/sse,token,401",
        "/api/v1/graph,token,401",
        "/api/v1/connections,token,401",
        "/monitor/logs,token,200",
        "/metrics,token,401"
    })
    @DisplayName("C4 S4-04 S5-01 a token in the address counts where an endpoint asks for it, and nowhere else")
    void aTokenInTheAddressCountsWhereItMust(String path, String parameter, String status) throws Exception {
        try (RawClient client = server.open("", path + "?" + parameter + "=eve-token")) {
            String answered = client.readUntil("\r\n").substring(9, 12);
            assertThat(answered).isIn(status, status.equals("401") ? "404" : status);
        }
    }

    @Test
    @DisplayName("C4 where the canonical endpoint stands alone a token in the address opens nothing")
    void theCanonicalEndpointTakesNoTokenInTheAddress() throws Exception {
        server.restart(YAML.replaceAll("endpoints: .*", "endpoints: [canonical, studio]"));

        assertThat(server.send("", "GET", STREAM + "?token=eve-token", "").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/v1/auth/logout",
        "POST,/api/v1/events/session",
        "POST,/api/v1/auth/sse-token",
        "POST,/api/v1/auth/reload",
        "POST,/api/v1/connections/x/token",
        "DELETE,/api/v1/connections/x",
        "PATCH,/api/v1/connections/x/subscription",
        "POST,/api/v1/users/eve/force-logout",
        "POST,/admin/force_logout/eve",
        "POST,/api/v1/events",
        "POST,/api/v1/cascades/start",
        "POST,/api/cascades/stop",
        "PUT,/api/v1/resources/x"
    })
    @DisplayName("a page of another site changes nothing with the cookie of its visitor")
    void aForgedRequestIsRefused(String method, String path) throws Exception {
        String ticket = server.server().signInLink().getQuery();
        String cookie = String.join(
                "; ",
                server.send("", "GET", "/signin?" + ticket, "").headers().allValues("Set-Cookie").stream()
                        .map(one -> one.replaceAll(";.*", ""))
                        .toList());

        for (String[] forged : List.of(
                new String[] {"Cookie", cookie, "Origin", "https://evil.example"},
                new String[] {"Cookie", cookie, "Origin", "null"},
                new String[] {
                    "Cookie",
                    cookie,
                    "Sec-Fetch-Site",
                    "cross-site",
                    "Origin",
                    server.uri().toString()
                },
                new String[] {"Cookie", cookie, "Sec-Fetch-Site", "same-site"})) {
            assertThat(server.send("", method, path, "", forged).statusCode()).isEqualTo(403);
        }
        assertThat(server.send("", "GET", "/api/v1/graph", "", "Cookie", cookie).statusCode())
                .isEqualTo(200);
    }
}
