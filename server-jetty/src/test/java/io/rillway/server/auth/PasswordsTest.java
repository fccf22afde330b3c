// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String HASH = "A".repeat(43);

    @Test
    void aHashIsThatOfItsPasswordAlone() {
        String hash = Passwords.hash("pass\u00e9 \ud83d\ude00", 10_000);

        assertThat(Passwords.isHash(hash)).isTrue();
        assertThat(Passwords.matches("pass\u00e9 \ud83d\ude00", hash)).isTrue();
        assertThat(Passwords.matches("passe \ud83d\ude00", hash)).isFalse();
        assertThat(Passwords.matches("", hash)).isFalse();
        assertThat(Passwords.matches("x".repeat(1025), hash)).isFalse();
        assertThat(Passwords.hash("a", 10_000)).isNotEqualTo(Passwords.hash("a", 10_000));
    }

    @Test
    void aNewHashTakes600000Iterations() {
        assertThat(Passwords.hash("a")).startsWith("pbkdf2:sha256:600000:");
    }

    @Test
    void theHashOfNobodyTakesAsMuchWorkAndFitsNoPassword() {
        String hash = Passwords.ofNobody();

        assertThat(hash).startsWith("pbkdf2:sha256:600000:").isNotEqualTo(Passwords.ofNobody());
        assertThat(Passwords.isHash(hash)).isTrue();
        assertThat(Passwords.matches("a", hash)).isFalse();
    }

    /** From another implementation: hashlib.pbkdf2_hmac("sha256", b"secret", bytes(16), 10000). */
    @Test
    void othersMakeTheSameHash() {
        assertThat(Passwords.matches(
                        "secret", "pbkdf2:sha256:10000:" + SALT + ":yNqqTxkfrXNMKh5Oh9ZgPAnAw6ziUGOFqc9K6MDE5vM"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "pbkdf2:sha256:9999:" + SALT + ":AAA",
                "pbkdf2:sha1:600000:AAAAAAAAAAAAAAAAAAAAAA:AAA",
                "pbkdf2:sha256:0600000:AAAAAAAAAAAAAAAAAAAAAA:AAA",
                "pbkdf2:sha256:600000::AAA"
            })
    void whatIsNoHashIsNoHash(String text) {
        assertThat(Passwords.isHash(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Passwords.matches("a", text));
    }

    @Test
    void theWorkIsBounded() {
        assertThat(Passwords.isHash("pbkdf2:sha256:10000000:" + SALT + ":" + HASH))
                .isTrue();
        assertThat(Passwords.isHash("pbkdf2:sha256:10000001:" + SALT + ":" + HASH))
                .isFalse();
        assertThat(Passwords.isHash("pbkdf2:sha256:99999999:" + SALT + ":" + HASH))
                .isFalse();
        assertThat(Passwords.isHash("pbkdf2:sha256:600000:" + "A".repeat(25) + ":" + HASH))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Passwords.hash(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Passwords.hash("x".repeat(1025)));
    }
}
