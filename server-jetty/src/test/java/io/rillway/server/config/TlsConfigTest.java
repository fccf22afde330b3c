// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.server.testing.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's key: what is wrong with it is said at the start, and its password never. */
class TlsConfigTest {

    @TempDir
    private Path folder;

    private ServerConfig load(String tls, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), "server: {tls: " + tls + "}\n");
        return ServerConfig.load(file, environment, Map.of());
    }

    private void keys(String name) throws IOException {
        Files.copy(Keys.store(), folder.resolve(name));
    }

    @Test
    void theKeyIsFoundBesideTheFile() throws IOException {
        keys("keys.p12");

        ServerConfig.Tls tls = load("{keyStore: keys.p12, password: for-tests-only}", Map.of())
                .listen()
                .tls()
                .orElseThrow();

        assertThat(tls).isEqualTo(new ServerConfig.Tls(folder.resolve("keys.p12"), Keys.PASSWORD));
        assertThat(tls.toString()).doesNotContain(Keys.PASSWORD);
    }

    @Test
    void thePasswordMayComeFromTheEnvironment() throws IOException {
        keys("keys.p12");

        assertThat(load("{keyStore: keys.p12}", Map.of("RILLWAY_SERVER_TLS_PASSWORD", Keys.PASSWORD))
                        .listen()
                        .tls())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s3cret|server.tls: a text (expected: a map",
                "{keyStore: keys.p12}|server.tls.password: missing",
                "{password: s3cret}|server.tls.keyStore: missing",
                "{keyStore: none.p12, password: s3cret}|server.tls.keyStore: \"none.p12\" (expected: a PKCS12 or JKS file)",
                "{keyStore: rillway.yaml, password: s3cret}|server.tls.keyStore: ",
                "{keyStore: keys.p12, password: s3cret}|server.tls.password: does not open ",
                "{keyStore: keys.p12, password: [s3cret]}|server.tls.password: a list (expected: a text)",
                "{keyStore: empty.p12, password: s3cret}|server.tls.keyStore: ",
                "{keyStore: keys.p12, password: for-tests-only, alias: s3cret}|server.tls.alias: unknown key"
            })
    void saysWhatIsWrongAndNeverThePassword(String tls, String message) throws Exception {
        keys("keys.p12");
        empty();

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> load(tls, Map.of()))
                .withMessageStartingWith(folder.resolve("rillway.yaml") + ": " + message)
                .withMessageNotContaining("s3cret");
    }

    @Test
    void aRefusalNamesTheVariableThatSetThePassword() throws IOException {
        keys("keys.p12");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> load("{keyStore: keys.p12}", Map.of("RILLWAY_SERVER_TLS_PASSWORD", "s3cret")))
                .withMessageEndingWith(", set by RILLWAY_SERVER_TLS_PASSWORD")
                .withMessageNotContaining("s3cret");
    }

    private void empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var out = Files.newOutputStream(folder.resolve("empty.p12"))) {
            store.store(out, "s3cret".toCharArray());
        }
    }
}
