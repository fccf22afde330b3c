// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rillway.cascade.model.Resource;
import io.rillway.server.auth.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a careless or hostile configuration may hold. */
class ConfigAttackTest {

    private static final String GOOD = """
            server: {host: 127.0.0.1, port: 0, stopTimeout: 20s}
            auth: {tokens: [{token: t1, principal: a, roles: [admin], grants: ["**"]}]}
            limits: {maxSubscribers: 10, maxEventBytes: 1000}
            log: {maxEvents: 5, maxAge: 5m, maxBytes: 2MB}
            resources:
              - {id: nas, type: machine, probe: {tcp: "127.0.0.1:22", interval: 1s, timeout: 90s}}
              - id: media
                host: nas
                dependsOn: [{id: nas, required: false}]
                connector: {type: process, command: [java, Media.java], env: {MODE: demo}, stopTimeout: 5s}
            """;

    @TempDir
    private Path folder;

    private ServerConfig load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), yaml);
        return ServerConfig.load(file, Map.of(), Map.of());
    }

    private void refuses(String yaml, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> load(yaml))
                .withMessageStartingWith(folder.resolve("rillway.yaml") + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"cluster: {redis: x}|cluster"})
    void saysWhatThisVersionDoesNotSupport(String yaml, String key) {
        refuses(yaml, key + ": not supported in this version");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cascades: {jdbc: 'postgres://u:secret@h/d'}|cascades.jdbc: a text (expected: jdbc:postgresql://HOST/DATABASE or"
                        + " jdbc:h2:file:PATH)",
                "cascades: {onRestart: again}|cascades.onRestart: \"again\" (expected: one of fail, resume)",
                "server: {http2: 2}|server.http2: \"2\" (expected: true or false)",
                "server: {takeSockets: on}|server.takeSockets: \"on\" (expected: true or false)",
                "limits: {maxBatchEvents: 0}|limits.maxBatchEvents: \"0\" (expected: a whole number from 1 to 1000000)",
                "limits: {maxBodyBytes: 1GB}|limits.maxBodyBytes: \"1GB\" (expected: a whole number from 1 to 67108864)",
                "server: {hosts: ['a:1']}|server.hosts[0]: \"a:1\" (expected: the name of a host, without a port)",
                "server: {proxies: {}}|server.proxies.trust: ",
                "server: {proxies: {trust: [10.0.0.0/33]}}|server.proxies.trust[0]: ",
                "server: {proxies: {trust: [proxy.example]}}|server.proxies.trust[0]: ",
                "server: {proxies: {trust: [], header: both}}|server.proxies.header: \"both\" (expected: one of forwarded, x-forwarded)",
                "server: {cors: {origins: ['*']}}|server.cors.origins[0]: \"*\" (expected: an origin such as https://app.example",
                "server: {cors: {origins: ['https://a.example/']}}|server.cors.origins[0]: \"https://a.example/\" (expected: an origin",
                "server: {cors: {origins: ['https://a.example:443']}}|server.cors.origins[0]: \"https://a.example:443\" (expected: an origin",
                "server: {cors: {origins: ['file://a']}}|server.cors.origins[0]: \"file://a\" (expected: an origin",
                "server: {requests: {maxHeaderBytes: 100B}}|server.requests.maxHeaderBytes: \"100B\" (expected: 1KB to 1024KB)",
                "server: {requests: {bodyTimeout: 0s}}|server.requests.bodyTimeout: \"0s\" (expected: ",
                "server: {hsts: forever}|server.hsts: \"forever\" (expected: ",
                "monitor: {lines: 0}|monitor.lines: \"0\" (expected: a whole number from 1 to 100000)",
                "monitor: {token: 'a b'}|monitor.token: not a token (expected: 1 to 1024 visible ASCII characters",
                "monitor: {alert: {}}|monitor.alert.webhook: ",
                "monitor: {alert: {webhook: 'ftp://secret@h/x'}}|monitor.alert.webhook: not an address (expected: one of http or https)",
                "log: {sync: always}|log.sync: \"always\" (expected: one of disk, os)",
                "{data: memory, log: {sync: os}}|log.sync: \"os\" (expected: no such key with data: memory, which stores nothing)",
                "log: {retain: [logs]}|log.retain: a list (expected: a map of keys and values)",
                "log: {retain: {'a b': {}}}|log.retain.a b: topic selector: ",
                "log: {retain: {logs: 5}}|log.retain.logs: \"5\" (expected: a map",
                "log: {retain: {logs: {maxEvents: 0}}}|log.retain.logs.maxEvents: \"0\" (expected: a whole number from 1 to 100000000)",
                "log: {retain: {logs: {maxAgo: 5m}}}|log.retain.logs.maxAgo: unknown key (expected: maxAge? one of maxEvents, maxAge, maxBytes)",
                "server: {host: ''}|server.host: \"\" (expected: a host name or an address)",
                "server: {stopTimeout: 999999999999d}|server.stopTimeout: \"999999999999d\" (expected: a duration of at most 1000d)",
                "log: {maxBytes: 999999999999GB}|log.maxBytes: \"999999999999GB\" (expected: a size of at most 1024GB)",
                "data: ''|data: \"\" (expected: a path)",
                "data: \"a\\0b\"|data: Nul character not allowed",
                "endpoints: [canonical, canonical]|endpoints[1]: \"canonical\" (expected: another name than endpoints[0])",
                "resources: [null]|resources[0]: nothing (expected: a map of keys and values)",
                "resources: [{id: a, connector: {type: process, command: [sh, null]}}]|resources[0].connector.command[1]: nothing (expected: a text)",
                "resources: [{id: a, connector: {type: process, command: [\"a\\0b\"]}}]|resources[0].connector.command: command: ",
                "resources: [{id: a, connector: {type: process, command: [\"\"]}}]|resources[0].connector.command: command: ",
                "resources: [{id: a, connector: {type: process, command: [x], workdir: \"\\0\"}}]|resources[0].connector.workdir: Nul character not allowed",
                "resources: [{id: a, connector: {type: process, command: [x], env: {\"A=B\": x}}}]|resources[0].connector.env: env: A=B",
                "resources: [{id: a, connector: {type: process, command: [x], stopTimeout: 9d}}]|resources[0].connector.stopTimeout: stopTimeout: ",
                "resources: [{id: a, connector: {type: command, start: [x], timeout: 9d}}]|resources[0].connector.timeout: timeout: ",
                "resources: [{id: a, probe: {command: [\"\"]}}]|resources[0].probe.command: command: ",
                "resources: [{id: a, probe: {http: \"http://u:p@h\"}}]|resources[0].probe.http: url: it has a user name",
                "resources: [{id: a, dependsOn: [b, b]}, {id: b}]|resources[0]: dependency: a -> b (expected: named once)",
                "resources: [{id: a, host: a}, {id: b}]|resources[0]: dependency: a -> a",
                "auth: {tokens: [{token: t, principal: ''}]}|auth.tokens[0].principal: \"\" (expected: 1 to 128 characters",
                "auth: {tokens: [{token: t, principal: \"x\\ny\"}]}|auth.tokens[0].principal: \"x\uFFFDy\" (expected: "
            })
    void refusesWhatWouldFailLater(String yaml, String message) {
        refuses(yaml, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "auth: s3cret|auth: a text (expected: a map",
                "auth: {tokens: s3cret}|auth.tokens: a text (expected: a list)",
                "auth: {tokens: [s3cret]}|auth.tokens[0]: a text (expected: a map",
                "auth: {tokens: [{token: [s3cret], principal: a}]}|auth.tokens[0].token: a list (expected: a text)",
                "auth: {tokens: [{token: 's3cret s3cret', principal: a}]}|auth.tokens[0].token: not a token",
                "auth: {tokens: [{token: '', principal: a}]}|auth.tokens[0].token: not a token",
                "auth: {tokens: [{token: 'sha256:S3CRET', principal: a}]}|auth.tokens[0].token: not a digest",
                "auth: {tokens: [{token: s3cret, principal: a}, {token: s3cret, principal: b}]}|auth.tokens[1].token: the same token as auth.tokens[0].token"
            })
    void neverShowsAToken(String yaml, String message) {
        refuses(yaml, message);
        assertThat(catchThrowableOfType(ConfigException.class, () -> load(yaml)))
                .hasMessageNotContainingAny("s3cret", "S3CRET");
    }

    @Test
    void theDigestOfATokenIsTheSameToken() {
        String digest = Secrets.digest("t");

        refuses(
                "auth: {tokens: [{token: t, principal: a}, {token: '" + digest + "', principal: b}]}",
                "auth.tokens[1].token: the same token as auth.tokens[0].token");
    }

    @Test
    void aScalarStaysTheTextThatWasWritten() throws IOException {
        ServerConfig config = load("resources: [{id: 1e3}, {id: 007, dependsOn: [1e3]}, {id: yes, name: 1.10}]");

        assertThat(config.resources()).extracting(Resource::id).containsExactly("1e3", "007", "yes");
        assertThat(config.resources().get(2).name()).isEqualTo("1.10");
    }

    @Test
    void zeroIsATimeWhereNoneIsMeant() throws IOException {
        Resource resource = load("resources: [{id: a, probe: {tcp: '1', initialDelay: 0s}}]")
                .resources()
                .get(0);

        assertThat(resource.health().orElseThrow().options().initialDelay()).isEqualTo(Duration.ZERO);
    }

    @Test
    void bracketsAroundAnAddressAreThoseOfAUrl() throws IOException {
        assertThat(load("server: {host: '[::1]'}").listen().host()).isEqualTo("::1");
    }

    @Test
    void aliasesAndFurtherDocumentsAreNotReadAsSomethingElse() {
        refuses("server: &a {port: 1}\ndata: *a", "line 2: *a (expected: a value; aliases are not read)");
        refuses("server: {port: 1}\n---\nserver: {port: 2}", "line 3: a second document (expected: one)");
    }

    @Test
    void aMarkAtTheBeginningOfAFileIsNoKey() throws IOException {
        assertThat(load("\uFEFFserver: {port: 1}").listen().port()).isEqualTo(1);
    }

    @Test
    void saysWhatSetAnOverriddenValue() throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), "server: {port: 1}");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ServerConfig.load(file, Map.of("RILLWAY_SERVER_PORT", "x"), Map.of()))
                .withMessageContaining(
                        "server.port: \"x\" (expected: a whole number from 0 to 65535), set by RILLWAY_SERVER_PORT");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ServerConfig.load(file, Map.of(), Map.of("server.port", "x")))
                .withMessageEndingWith(", set by the flag for server.port");
    }

    @Test
    void refusesWhatIsNotText() throws IOException {
        Path file = Files.write(folder.resolve("rillway.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ServerConfig.load(file, Map.of(), Map.of()))
                .withMessage(file + ": not UTF-8 (expected: YAML in UTF-8)");
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 100_000})
    void nestingHasAnEnd(int depth) {
        refuses("a: " + "[".repeat(depth), "Document nesting depth");
    }

    @Test
    void aMessageIsNotAsLongAsTheValue() {
        assertThat(catchThrowableOfType(ConfigException.class, () -> load("server: {port: " + "x".repeat(50_000) + "}"))
                        .getMessage()
                        .length())
                .isLessThan(400);
        assertThat(catchThrowableOfType(ConfigException.class, () -> load("\"" + "x".repeat(900) + "\": 1"))
                        .getMessage()
                        .length())
                .isLessThan(400);
    }

    @Test
    void whateverIsBrokenInAFileIsAConfigException() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder yaml = new StringBuilder(GOOD);
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                int at = random.nextInt(yaml.length());
                yaml.replace(at, Math.min(yaml.length(), at + random.nextInt(6)), junk(random));
            }
            loadOrRefuse(yaml.toString());
        }
    }

    private static String junk(Random random) {
        String[] junk = {
            "",
            "{",
            "}",
            "[",
            "]",
            ":",
            "*",
            "&",
            "- ",
            "\n",
            "\t",
            "\"",
            "'",
            "#",
            "null",
            "99999999999",
            "\u0000",
            "\u00e9",
            "|",
            "%",
            "!!",
            "\uFFFE"
        };
        return junk[random.nextInt(junk.length)];
    }

    private void loadOrRefuse(String yaml) throws IOException {
        try {
            assertThat(load(yaml)).isNotNull();
        } catch (ConfigException e) {
            assertThat(e).hasMessageStartingWith(folder.toString()).hasMessageNotContaining("t1\"");
        }
    }
}
