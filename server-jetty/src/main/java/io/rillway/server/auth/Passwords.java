// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes of passwords, {@code pbkdf2:sha256:<iterations>:<salt>:<hash>}, salt and hash in base64url. Each takes a good part
 * of a second to make or to compare.
 *
 * <p><b>Threads:</b> any. <b>Limits:</b> passwords of 1 to 1024 characters; 10 000 to 10 000 000 iterations, 600 000 for a
 * new hash.
 */
public final class Passwords {

    /** The most characters of a password. */
    public static final int MOST_CHARACTERS = 1024;

    private static final int ITERATIONS = 600_000;
    private static final int LEAST_ITERATIONS = 10_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2:sha256:([1-9]\\d{4,7}):([A-Za-z0-9_-]{22,128}):([A-Za-z0-9_-]{43})");

    private record Hash(int iterations, String salt, String derived) {

        private static Optional<Hash> of(String text) {
            Matcher form = FORM.matcher(text);
            return form.matches()
                    ? Optional.of(new Hash(Integer.parseInt(form.group(1)), form.group(2), form.group(3)))
                            .filter(Hash::isSound)
                    : Optional.empty();
        }

        private boolean isSound() {
            return iterations >= LEAST_ITERATIONS && iterations <= MOST_ITERATIONS && salt.length() % 4 != 1;
        }

        private boolean isOf(String password) {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            return MessageDigest.isEqual(decoder.decode(derived), derive(password, decoder.decode(salt), iterations));
        }
    }

    private Passwords() {}

    /**
     * {@return a new hash}
     *
     * @param password the password
     * @throws IllegalArgumentException if it is empty or too long
     */
    public static String hash(String password) {
        return hash(password, ITERATIONS);
    }

    static String hash(String password, int iterations) {
        requireNonNull(password, "password");
        if (password.isEmpty() || password.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "password: " + password.length() + " characters (expected: 1 to " + MOST_CHARACTERS + ")");
        }
        byte[] salt = random(SALT_BYTES);
        return text(iterations, salt, derive(password, salt, iterations));
    }

    /** {@return a hash of no password}, with which a password is compared as long as with a new hash; it takes no time to make. */
    public static String ofNobody() {
        return text(ITERATIONS, random(SALT_BYTES), random(HASH_BYTES));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String text(int iterations, byte[] salt, byte[] derived) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2:sha256:" + iterations + ":" + encoder.encodeToString(salt) + ":"
                + encoder.encodeToString(derived);
    }

    /**
     * {@return whether a text is a hash of a password}
     *
     * @param text any text
     */
    public static boolean isHash(String text) {
        return Hash.of(text).isPresent();
    }

    /**
     * {@return whether a hash is that of a password}
     *
     * @param password any text
     * @param hash a hash
     */
    public static boolean matches(String password, String hash) {
        Hash known = Hash.of(hash)
                .orElseThrow(() -> new IllegalArgumentException("hash: not one (expected: pbkdf2:sha256:...)"));
        if (password.isEmpty() || password.length() > MOST_CHARACTERS) {
            return false;
        }
        return known.isOf(password);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 with SHA-256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
