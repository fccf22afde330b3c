// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Users whose password is cheap to compare, and their sessions. */
public final class TestUsers {

    /** The password of all of them. */
    public static final String PASSWORD = "pass-of-a-test";

    private static final int LEAST_ITERATIONS = 10_000;

    private TestUsers() {}

    /** {@return the hash of a password, with as few iterations as are allowed} */
    public static String hash(String password) {
        byte[] salt = "sixteen bytes do".getBytes(UTF_8);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, LEAST_ITERATIONS, 256))
                    .getEncoded();
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            return "pbkdf2:sha256:" + LEAST_ITERATIONS + ":" + encoder.encodeToString(salt) + ":"
                    + encoder.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /** {@return a line of a configuration that makes a user} */
    public static String user(String name, String more) {
        return "- {username: " + name + ", password: \"" + hash(PASSWORD) + "\", " + more + "}";
    }

    /** {@return a new session of a user} */
    public static String session(TestServer server, String name) throws Exception {
        HttpResponse<String> answer = server.send(
                "", "POST", "/api/v1/auth/login", "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
        Matcher cookie = Pattern.compile("=([^;]{43});")
                .matcher(String.join("\n", answer.headers().allValues("set-cookie")));
        if (!cookie.find()) {
            throw new IllegalStateException("no session for " + name + ": " + answer.body());
        }
        return cookie.group(1);
    }
}
