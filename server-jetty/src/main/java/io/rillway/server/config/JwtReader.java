// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.server.config.ServerConfig.Jwt;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** Reads which signed tokens are accepted; whoever's keys are published says for whom it signs. */
final class JwtReader {

    private static final int LEAST_SECRET_BYTES = 32;
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    private JwtReader() {}

    static Jwt read(Node node) {
        Optional<String> secret = node.child("secret").map(JwtReader::secret);
        Optional<URI> jwks = node.child("jwks").map(JwtReader::jwks);
        Optional<String> issuer = node.child("issuer").map(Node::text);
        Optional<String> audience = node.child("audience").map(Node::text);
        String claim = node.child("grantsClaim").map(Node::text).orElse("rillway");
        Duration skew = node.child("clockSkew").map(JwtReader::skew).orElse(Duration.ofSeconds(30));
        node.done();
        if (secret.isEmpty() && jwks.isEmpty()) {
            node.required("secret");
        }
        if (jwks.isPresent()) {
            node.required("issuer");
            node.required("audience");
        }
        return new Jwt(secret, jwks, issuer, audience, claim, skew);
    }

    private static String secret(Node node) {
        String text = node.text();
        if (text.getBytes(UTF_8).length < LEAST_SECRET_BYTES) {
            throw node.refuse("too short (expected: at least " + LEAST_SECRET_BYTES + " bytes)", null);
        }
        return text;
    }

    /** Whoever can change the keys on their way can sign for anybody. */
    private static URI jwks(Node node) {
        URI uri = node.made(() -> URI.create(node.text()));
        boolean isSafe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri));
        if (!isSafe || uri.getHost() == null || uri.getUserInfo() != null) {
            throw node.refuse("an https address without a user name");
        }
        return uri;
    }

    private static boolean isLoopback(URI uri) {
        try {
            return uri.getHost() != null && InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Duration skew(Node node) {
        Duration skew = node.durationOrZero();
        if (skew.compareTo(MOST_SKEW) > 0) {
            throw node.refuse("a duration of at most " + MOST_SKEW.toMinutes() + "m");
        }
        return skew;
    }
}
