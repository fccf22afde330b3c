// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes secrets, and the digests by which they are known again. <b>Threads:</b> any. */
public final class Secrets {

    /** What a digest begins with. */
    public static final String DIGEST = "sha256:";

    private static final int FINGERPRINT_DIGITS = 32;

    private Secrets() {}

    /**
     * {@return whether a text is a digest}
     *
     * @param text the text
     */
    public static boolean isDigest(String text) {
        return text.matches(DIGEST + "[0-9a-f]{64}");
    }

    /** {@return 32 random bytes, url-safe, 43 characters} */
    public static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * {@return the digest of a secret}
     *
     * @param secret the secret
     */
    public static String digest(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
            return DIGEST + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * {@return what tells a secret from others, and cannot be used in its place}
     *
     * @param secret the secret
     */
    public static String fingerprint(String secret) {
        return fingerprintOf(digest(secret));
    }

    /** {@return the fingerprint of a secret whose digest this is} */
    static String fingerprintOf(String digest) {
        return digest(DIGEST + digest).substring(DIGEST.length(), DIGEST.length() + FINGERPRINT_DIGITS);
    }
}
