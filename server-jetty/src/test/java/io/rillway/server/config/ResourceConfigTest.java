// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.rillway.cascade.model.InactivityRule;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.Retry;
import io.rillway.cascade.model.TimeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connectors and probes as a configuration may have them. */
class ResourceConfigTest {

    @TempDir
    private Path folder;

    private Resource read(String rest) throws IOException {
        String yaml = "resources: [{id: a, " + rest + "}]";
        Path file = Files.writeString(folder.resolve("rillway.yaml"), yaml);
        return ServerConfig.load(file, Map.of(), Map.of()).resources().get(0);
    }

    private static String connector(Resource resource) {
        return resource.connector().orElseThrow().toString();
    }

    private static String probe(Resource resource) {
        return resource.health().orElseThrow().probe().toString();
    }

    @Test
    void readsWebhooks() throws IOException {
        Resource plain = read("connector: {type: http, start: \"http://h/s/k3y\", stop: \"http://h/t\"}");
        Resource full = read(
                "connector: {type: http, status: {url: \"https://h:8/k3y\", headers: {X-Key: k3y},"
                        + " expect: {status: 200-204, body: running}, timeout: 3s}, stop: {url: \"http://h\", method: PUT, body: k3y}}");

        assertThat(connector(plain)).isEqualTo("http {START=POST http://h, STOP=POST http://h}");
        assertThat(connector(full)).isEqualTo("http {STOP=PUT http://h, STATUS=GET https://h:8}");
    }

    @Test
    void readsAMachineThatIsWoken() throws IOException {
        assertThat(connector(read("connector: {type: wake-on-lan, mac: \"00:11:22:33:44:55\"}")))
                .isEqualTo("wake-on-lan 00:11:22:33:44:55");
        assertThat(
                        connector(
                                read(
                                        "connector: {type: wake-on-lan, mac: 00-11-22-33-44-AA, address: 192.0.2.255, port: 7,"
                                                + " stop: [ssh, nas, poweroff], status: [sh, -c, x], running: up, workdir: w, env: {A: b}, timeout: 5s}")))
                .isEqualTo("wake-on-lan 00:11:22:33:44:aa");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "probe: {tcp: 5432}|tcp localhost:5432",
                "probe: {http: {url: \"http://h/x?k=s3cret\", headers: {A: b}, expect: {status: 503, body: UP}}}|http http://h/x",
                "probe: {http: {url: \"http://h/x\", expect: {body: UP}}}|http http://h/x",
                "connector: {type: process, command: [x]}, probe: {log: \"ready to accept\"}|line \"ready to accept\"",
                "connector: {type: command, start: [x]}, probe: {log: {regex: \"ready on \\\\d+\"}}|line /ready on \\d+/",
                "probe: {command: [test, -e, up]}|command test"
            })
    void readsProbes(String yaml, String probe) throws IOException {
        assertThat(probe(read(yaml))).isEqualTo(probe);
    }

    @Test
    @DisplayName("S1-39 rules for what nobody uses")
    void readsWhenAResourceIsStoppedForBeingIdle() throws IOException {
        InactivityRule plain = read("inactivity: {port: 8096}").inactivity().get(0);
        assertThat(plain.id()).isEqualTo("inactivity");
        assertThat(plain.after()).isEqualTo(Duration.ofMinutes(30));
        assertThat(plain.every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plain.probes()).extracting(Object::toString).containsExactly("port 8096");

        List<InactivityRule> rules = read("inactivity: [{id: night, after: 2h, every: 5m, command: [who]},"
                        + " {http: {url: \"http://h/k?s3cret\", headers: {A: b}, expect: {body: playing}}, port: 1}]")
                .inactivity();
        assertThat(rules).extracting(InactivityRule::id).containsExactly("night", "inactivity-2");
        assertThat(rules.get(0).every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rules.get(1).every()).isEqualTo(Duration.ofSeconds(60));
        assertThat(rules.get(1).probes()).extracting(Object::toString).containsExactly("http http://h/k", "port 1");
    }

    @Test
    void readsHowStepsAreTriedAndHowManyAtOnceOnAHost() throws IOException {
        assertThat(read("retry: 3").steps().retry())
                .isEqualTo(new Retry(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1)));
        Resource full = read("hostedAtOnce: 2, startTimeout: 1m, stopTimeout: 2m,"
                + " retry: {attempts: 5, delay: 0s, factor: 1.5, maxDelay: 10s}");
        assertThat(full.steps().retry()).isEqualTo(new Retry(5, Duration.ZERO, 1.5, Duration.ofSeconds(10)));
        assertThat(full.steps().hostedAtOnce()).hasValue(2);
        assertThat(full.limits())
                .isEqualTo(new TimeLimits(Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofMinutes(2))));
    }

    @Test
    void aProbeWithAStartTimeoutOfTheResourceIsMeasuredByThat() throws IOException {
        Resource slow = read("startTimeout: 5m, probe: {tcp: 1, timeout: 60s}");

        assertThat(slow.health().orElseThrow().options().timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(slow.limits().start()).contains(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connector: {type: process, command: [x], stopSignal: INT}",
                "connector: {type: process, command: [x], restart: on-failure}",
                "connector: {type: process, command: [x], restart: {policy: on-failure, attempts: 3, delay: 2s, maxDelay: 5m, resetAfter: 1h}}",
                "connector: {type: command, status: [virsh, domstate, vm], running: running}",
                "connector: {type: command, status: [x], running: {regex: \"^a$\"}}"
            })
    void readsWhatElseAConnectorMayHave(String yaml) {
        assertThatNoException().isThrownBy(() -> read(yaml));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "connector: {type: http}|connector: a map (expected: at least one of start, stop, status)",
                "connector: {type: http, start: [curl]}|connector.start: a list (expected: a text)",
                "connector: {type: http, start: {method: GET}}|connector.start.url: missing",
                "connector: {type: http, start: {url: \"ftp://h/s3cret\"}}|connector.start.url: url: its scheme is \"ftp\"",
                "connector: {type: http, start: {url: \"http://h\", method: get}}|connector.start.method: method: get (expected: a method",
                "connector: {type: http, start: {url: \"http://h\", header: {}}}|connector.start.header: unknown key (expected: headers? one of",
                "connector: {type: http, start: {url: \"http://h\", headers: {Host: h}}}|connector.start.headers: headers: Host (expected: ",
                "connector: {type: http, start: {url: \"http://h\", headers: {A: \"s3cret\\r\\nB: c\"}}}|connector.start.headers: headers: the value of A",
                "connector: {type: http, start: {url: \"http://h\", headers: [s3cret]}}|connector.start.headers: a list (expected: a map",
                "connector: {type: http, start: {url: \"http://h\", headers: s3cret}}|connector.start.headers: a text (expected: a map",
                "connector: {type: http, start: {url: \"http://h\", expect: {status: 99}}}|connector.start.expect.status: \"99\" (expected: a status such as 200",
                "connector: {type: http, start: {url: \"http://h\", expect: {status: 300-200}}}|connector.start.expect.status: status: 300 to 200",
                "connector: {type: http, start: {url: \"http://h\", timeout: 9d}}|connector.start.timeout: timeout: ",
                "connector: {type: wake-on-lan}|connector.mac: missing",
                "connector: {type: wake-on-lan, mac: nas}|connector.mac: mac: nas (expected: an address such as",
                "connector: {type: wake-on-lan, mac: \"00:11:22:33:44:55\", port: 0}|connector.port: \"0\" (expected: a whole number from 1",
                "connector: {type: wake-on-lan, mac: \"00:11:22:33:44:55\", address: \" \"}|connector.address: host: ",
                "connector: {type: wake-on-lan, mac: \"00:11:22:33:44:55\", running: x}|connector.running: \"x\" (expected: a status command",
                "connector: {type: command, start: [x], running: up}|connector.running: \"up\" (expected: a status command beside it",
                "connector: {type: command, status: [x], running: {regex: \"a(\"}}|connector.running.regex: regex: Unclosed group",
                "connector: {type: process, command: [x], stopSignal: STOP}|connector.stopSignal: stopSignal: STOP (expected: one of [HUP",
                "connector: {type: process, command: [x], restart: always}|connector.restart: \"always\" (expected: one of never, on-failure)",
                "connector: {type: process, command: [x], restart: {attempts: 3}}|connector.restart.policy: missing",
                "connector: {type: process, command: [x], restart: {policy: on-failure, attempts: 0}}|connector.restart.attempts: \"0\"",
                "connector: {type: process, command: [x], restart: {policy: on-failure, delay: 5m}}|connector.restart: maxDelay: PT1M (expected: no less",
                "connector: {type: process, command: [x], restart: {policy: on-failure, delays: 5m}}|connector.restart.delays: unknown key (expected: delay? one of",
                "retry: 0|retry: \"0\" (expected: a whole number from 1 to 100)",
                "retry: often|retry: \"often\" (expected: a whole number from 1 to 100)",
                "retry: {delay: 1s}|retry.attempts: missing",
                "retry: {attempts: 3, factor: 0.5}|retry.factor: \"0.5\" (expected: a number from 1.0 to 100.0)",
                "retry: {attempts: 3, factor: 2.}|retry.factor: \"2.\" (expected: a number",
                "retry: {attempts: 3, delay: 5s, maxDelay: 1s}|retry.maxDelay: \"1s\" (expected: no less than delay)",
                "retry: {attempts: 3, pause: 5s}|retry.pause: unknown key (expected: one of attempts, delay, factor, maxDelay)",
                "hostedAtOnce: 0|hostedAtOnce: \"0\" (expected: a whole number from 1 to 10000)",
                "inactivity: {}|inactivity: a map (expected: at least one of port, http, command)",
                "inactivity: 30m|inactivity: \"30m\" (expected: a list)",
                "inactivity: {port: 0}|inactivity.port: \"0\" (expected: a whole number",
                "inactivity: {port: 1, after: 0s}|inactivity.after: \"0s\" (expected: a duration",
                "inactivity: {port: 1, after: 10ms}|inactivity: after: PT0.01S (expected: from a second",
                "inactivity: {port: 1, id: \"a b\"}|inactivity: id: \"a b\" (expected: 1 to 128",
                "inactivity: {port: 1, minutes: 30}|inactivity.minutes: unknown key (expected: one of id, after, http",
                "inactivity: [{port: 1}, {http: {url: \"http://h\"}}]|inactivity[1].http.expect: missing",
                "inactivity: {http: {url: \"http://h\", expect: {status: 204}}}|inactivity.http: body: \"\" (expected: what an answer has",
                "inactivity: [{id: a, port: 1}, {id: a, port: 2}]|id: inactivity: \"a\" (expected: an id that no other rule",
                "inactivity: {command: []}|inactivity.command: a list (expected: a program",
                "probe: {log: ready}|probe.log: \"ready\" (expected: a connector of type process, command, wake-on-lan beside it",
                "connector: {type: http, start: \"http://h\"}, probe: {log: ready}|probe.log: \"ready\" (expected: a connector of type process",
                "connector: {type: process, command: [x]}, probe: {log: {regexp: a}}|probe.log.regex: missing",
                "connector: {type: process, command: [x]}, probe: {log: \"\"}|probe.log: line: \"\" (expected: ",
                "probe: {http: {url: \"http://h\", status: 200}}|probe.http.status: unknown key (expected: one of url, headers, expect)",
                "probe: {http: {url: \"http://h\", expect: {statis: 1}}}|probe.http.expect.statis: unknown key (expected: status? one of"
            })
    void refusesWithTheKeyAndTheReason(String yaml, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(yaml))
                .withMessageStartingWith(folder.resolve("rillway.yaml") + ": resources[0]." + message)
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"connector\":{\"type\":\"process\",\"command\":[\"x\"]}}`|true",
                "`{\"connector\":{\"type\":\"command\",\"start\":[\"x\"]}}`|true",
                "`{\"connector\":{\"type\":\"wake-on-lan\",\"mac\":\"m\",\"stop\":[\"x\"]}}`|true",
                "`{\"connector\":{\"type\":\"wake-on-lan\",\"mac\":\"m\",\"status\":[\"x\"]}}`|true",
                "`{\"connector\":{\"type\":\"wake-on-lan\",\"mac\":\"m\"}}`|false",
                "`{\"connector\":{\"type\":\"http\",\"start\":\"http://h\"}}`|false",
                "`{\"probe\":{\"command\":[\"x\"]}}`|true",
                "`{\"probe\":{\"tcp\":1}}`|false",
                "`{\"inactivity\":{\"command\":[\"x\"]}}`|true",
                "`{\"inactivity\":[{\"port\":1},{\"command\":[\"x\"]}]}`|true",
                "`{\"inactivity\":[{\"port\":1}]}`|false"
            })
    void knowsWhatRunsAProgramOfThisMachine(String json, boolean runs) {
        assertThat(ResourceReader.runsCommands(json)).isEqualTo(runs);
    }
}
