// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.model.Resource;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.StatusEvents.Kind;
import io.rillway.hub.HubOptions.Retention;
import io.rillway.hub.Storage;
import io.rillway.hub.port.HubLimits;
import io.rillway.server.auth.Role;
import io.rillway.server.endpoint.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {

    @TempDir
    private Path folder;

    private ServerConfig load(String yaml) throws IOException {
        return load(yaml, Map.of(), Map.of());
    }

    private ServerConfig load(String yaml, Map<String, String> environment, Map<String, String> flags)
            throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), yaml.replace('~', '\n'));
        return ServerConfig.load(file, environment, flags);
    }

    @Test
    void readsAllOfIt() throws IOException {
        ServerConfig config = load("""
                server: {host: 0.0.0.0, port: 0, stopTimeout: 20s}
                data: ./here
                auth:
                  tokens:
                    - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                    - {token: eve-token, principal: eve, grants: ["user/eve/**"], publish: [chat]}
                endpoints: [homelab]
                limits: {maxSubscribers: 10, maxPerPrincipal: 2, maxEventBytes: 1000, maxBatchEvents: 20, maxBodyBytes: 30000}
                log: {maxEvents: 5, maxAge: 5m, maxBytes: 2MB}
                cascades: {maxParallel: 3, stepTimeout: 10s, pollInterval: 500ms, allowRemoteCommands: true}
                resources:
                  - id: nas
                    name: NAS
                    type: machine
                    confirmBeforeShutdown: true
                    connector: {type: command, status: [test, -e, up], stop: [rm, up]}
                    probe: {tcp: "127.0.0.1:22", interval: 1s, timeout: 90s}
                  - id: media
                    host: nas
                    dependsOn: [db, {id: cache, required: false, condition: started}]
                    connector: {type: process, command: [java, Media.java], workdir: services, env: {MODE: demo}, stopTimeout: 5s}
                    probe: {http: "http://127.0.0.1:9003/health", successThreshold: 2, failureThreshold: 4, timeout: 1s}
                    startTimeout: 1m
                    stopWhenUnused: false
                  - id: db
                  - id: cache
                """);

        assertThat(config.listen()).isEqualTo(new ServerConfig.Listen("0.0.0.0", 0, Duration.ofSeconds(20)));
        assertThat(config.data()).contains(folder.resolve("here"));
        assertThat(config.endpoints()).containsExactly(Endpoint.homelab());
        assertThat(config.limits()).isEqualTo(new ServerConfig.Limits(new HubLimits(10, 2, 100, 0, 1000), 20, 30_000));
        assertThat(config.log())
                .isEqualTo(new ServerConfig.Log(new Retention(5, 2 << 20, Duration.ofMinutes(5)), Storage.Sync.OS));
        assertThat(config.cascades())
                .isEqualTo(new ServerConfig.Cascades(
                        3,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        true,
                        new ServerConfig.Keeping(Optional.empty(), Storage.Sync.OS, OnRestart.RESUME, 1000)));
        List<ServerConfig.Token> tokens = config.auth().orElseThrow().tokens();
        assertThat(tokens.get(0).principal().roles()).containsExactly(Role.ADMIN);
        assertThat(tokens.get(1).toString()).isEqualTo("Token[eve]");
    }

    @Test
    void readsWhatIsKeptOfSomeTopics() throws IOException {
        ServerConfig.Log log =
                load("log: {maxEvents: 9, sync: disk, retain: {logs: {maxEvents: 500, maxAge: 5m}, 'a/**': {}}}")
                        .log();

        Retention bounds = log.retention();
        assertThat(log.sync()).isEqualTo(Storage.Sync.DISK);
        assertThat(bounds.maxEvents()).isEqualTo(9);
        assertThat(bounds.retain().keySet()).extracting(TopicSelector::pattern).containsExactly("logs", "a/**");
        assertThat(bounds.retain().get(TopicSelector.of("logs")))
                .isEqualTo(new Retention(500, 256L << 20, Duration.ofMinutes(5)));
        assertThat(bounds.retain().get(TopicSelector.of("a/**")).maxEvents()).isEqualTo(9);
        assertThat(load("data: memory").log().sync()).isEqualTo(Storage.Sync.OS);
    }

    @Test
    void readsResources() throws IOException {
        List<Resource> resources = load("""
                        resources:
                          - id: nas
                            type: machine
                            confirmBeforeShutdown: true
                            probe: {tcp: "127.0.0.1:22", timeout: 90s}
                          - id: media
                            host: nas
                            dependsOn: [db, {id: cache, required: false, condition: started}]
                            probe: {http: "http://127.0.0.1:9003/health", timeout: 1s}
                            startTimeout: 1m
                            stopWhenUnused: false
                          - id: db
                          - id: cache
                        """).resources();

        Resource nas = resources.get(0);
        assertThat(nas.kind()).isEqualTo(Kind.MACHINE);
        assertThat(nas.stopping()).isEqualTo(new Resource.Stopping(true, true));
        assertThat(nas.limits().start())
                .as("a probe's timeout above the step's is the start's")
                .contains(Duration.ofSeconds(90));
        Resource media = resources.get(1);
        assertThat(media.host()).contains("nas");
        assertThat(media.dependencies())
                .containsExactly(
                        Dependency.on("db"), Dependency.on("cache").optional().when(Dependency.Condition.STARTED));
        assertThat(media.health().orElseThrow().options().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(media.limits().start()).contains(Duration.ofMinutes(1));
        assertThat(media.stopping().whenUnused()).isFalse();
    }

    @Test
    void emptyFileIsAllDefaults() throws IOException {
        ServerConfig config = load("");

        assertThat(config.listen()).isEqualTo(new ServerConfig.Listen("127.0.0.1", 8080, Duration.ofSeconds(60)));
        assertThat(config.data()).contains(folder.resolve("data"));
        assertThat(config.auth()).isEmpty();
        assertThat(config.endpoints()).containsExactly(Endpoint.canonical(), Endpoint.homelab());
        assertThat(load("data: memory").data()).isEmpty();
    }

    @Test
    void environmentOverridesTheFileAndFlagsOverrideBoth() throws IOException {
        Map<String, String> environment = Map.of("RILLWAY_SERVER_PORT", "1", "RILLWAY_CASCADES_MAXPARALLEL", "2");

        ServerConfig config = load("server: {port: 9}", environment, Map.of("server.port", "3"));

        assertThat(config.listen().port()).isEqualTo(3);
        assertThat(config.cascades().maxParallel()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server: {prot: 1}|server.prot: unknown key (expected: port? one of host, port, stopTimeout, tls, http2, takeSockets)",
                "servr: {}|servr: unknown key (expected: server? one of ",
                "server: {port: 70000}|server.port: \"70000\" (expected: a whole number from 0 to 65535)",
                "server: {port: x}|server.port: \"x\" (expected: a whole number",
                "server: 5|server: \"5\" (expected: a map of keys and values)",
                "server: {stopTimeout: 10}|server.stopTimeout: \"10\" (expected: a duration such as 500ms, 30s, 5m or 24h, more than zero)",
                "server: {stopTimeout: 0s}|server.stopTimeout: \"0s\" (expected: a duration",
                "log: {maxBytes: 5}|log.maxBytes: \"5\" (expected: a size such as 64KB or 256MB, more than zero)",
                "endpoints: [studios]|endpoints[0]: \"studios\" (expected: one of canonical, coaching, homelab, monitor, platform, studio)",
                "server: {host: 0.0.0.0}|server.host: \"0.0.0.0\" (expected: a loopback address, because there is no auth section)",
                "auth: {tokens: [{token: x}]}|auth.tokens[0].principal: missing (expected: a value)",
                "auth: {tokens: [{token: x, principal: a, roles: [boss]}]}|auth.tokens[0].roles[0]: \"boss\" (expected: one of admin, operator, viewer)",
                "auth: {tokens: [{token: x, principal: a, grants: [\"a**\"]}]}|auth.tokens[0].grants[0]: topic selector",
                "auth: {}|auth.tokens: missing",
                "resources: [{name: x}]|resources[0].id: missing",
                "resources: [{id: \"a/b\"}]|resources[0].id: id: \"a/b\" (expected: 1 to 128 letters",
                "resources: [{id: a, dependsOn: [b]}]|resources[0].dependsOn[0]: \"b\" (expected: the id of a resource)",
                "resources: [{id: a, host: b}]|resources[0].host: \"b\" (expected: the id of a resource)",
                "resources: [{id: a}, {id: a}]|resources[1]: ",
                "resources: [{id: a, connector: {type: docker}}]|resources[0].connector.type: \"docker\" (expected: one of command, http, process, wake-on-lan)",
                "resources: [{id: a, connector: {type: process}}]|resources[0].connector.command: missing",
                "resources: [{id: a, connector: {type: process, command: []}}]|resources[0].connector.command: a list (expected: a program and its arguments)",
                "resources: [{id: a, probe: {tcp: \"1\", http: \"http://x\"}}]|resources[0].probe: a map (expected: exactly one of tcp, http, command, log)",
                "resources: [{id: a, probe: {tcp: \"h:99999\"}}]|resources[0].probe.tcp: \"h:99999\" (expected: a port, or host:port)",
                "resources: [{id: a, probe: {http: \"ftp://x\"}}]|resources[0].probe.http: ",
                "resources: [{id: a, probe: {tcp: \"1\", interval: soon}}]|resources[0].probe.interval: \"soon\" (expected: a duration",
                "a: 1~a: 2|line 2: ",
                "[1]|not a map",
                "a: [|line 1: "
            })
    void refusesWithFileKeyAndReason(String yaml, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> load(yaml))
                .withMessageStartingWith(folder.resolve("rillway.yaml") + ": " + message);
    }

    @Test
    void namesTheWholeCycle() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> load("resources: [{id: a, dependsOn: [b]}, {id: b, host: c}, {id: c, dependsOn: [a]}]"))
                .withMessageContaining("a -> b -> c -> a");
    }

    @Test
    void missingFile() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ServerConfig.load(folder.resolve("none.yaml"), Map.of(), Map.of()))
                .withMessage(folder.resolve("none.yaml") + ": no such file");
    }
}
