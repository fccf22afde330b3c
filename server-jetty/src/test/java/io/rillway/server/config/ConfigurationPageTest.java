// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The page about the configuration says what the reader reads, no more and no less. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Path ENDPOINTS = Path.of("..", "docs", "endpoints.md");

    /** A key that nobody reads. */
    private static final String STRANGER = "zzzzzzzzzzzz: 1";

    private static final String HASH = "pbkdf2:sha256:600000:" + "A".repeat(22) + ":" + "A".repeat(43);

    /** A file in which a section holds a key that nobody reads, by the title of the section. */
    private static final Map<String, String> STRANGE = Map.ofEntries(
            Map.entry("The file", STRANGER),
            Map.entry("server", "server: {" + STRANGER + "}"),
            Map.entry("server.tls", "server: {tls: {keyStore: k, password: p, " + STRANGER + "}}"),
            Map.entry("server.proxies", "server: {proxies: {trust: [], " + STRANGER + "}}"),
            Map.entry("server.cors", "server: {cors: {origins: [], " + STRANGER + "}}"),
            Map.entry("server.requests", "server: {requests: {" + STRANGER + "}}"),
            Map.entry("monitor", "monitor: {" + STRANGER + "}"),
            Map.entry("monitor.alert", "monitor: {alert: {webhook: 'http://h', " + STRANGER + "}}"),
            Map.entry("auth", "auth: {tokens: [], " + STRANGER + "}"),
            Map.entry("auth.tokens[]", "auth: {tokens: [{token: t, principal: p, " + STRANGER + "}]}"),
            Map.entry("auth.users[]", "auth: {users: [{username: u, password: '" + HASH + "', " + STRANGER + "}]}"),
            Map.entry("auth.jwt", "auth: {jwt: {secret: " + "s".repeat(32) + ", " + STRANGER + "}}"),
            Map.entry("auth.sessions", "auth: {sessions: {" + STRANGER + "}}"),
            Map.entry("limits", "limits: {" + STRANGER + "}"),
            Map.entry("log", "log: {" + STRANGER + "}"),
            Map.entry("log.retain.SELECTOR", "log: {retain: {a: {" + STRANGER + "}}}"),
            Map.entry("cascades", "cascades: {" + STRANGER + "}"),
            Map.entry("resources[]", resource(STRANGER)),
            Map.entry("resources[].dependsOn[]", resource("dependsOn: [{id: x, " + STRANGER + "}]")),
            Map.entry("resources[].retry", resource("retry: {attempts: 2, " + STRANGER + "}")),
            Map.entry("connector: process", resource("connector: {type: process, command: [x], " + STRANGER + "}")),
            Map.entry(
                    "connector: process, restart",
                    resource("connector: {type: process, command: [x], restart: {policy: never, " + STRANGER + "}}")),
            Map.entry("connector: command", resource("connector: {type: command, start: [x], " + STRANGER + "}")),
            Map.entry("connector: http", resource("connector: {type: http, start: 'http://h', " + STRANGER + "}")),
            Map.entry(
                    "connector: http, a request",
                    resource("connector: {type: http, start: {url: 'http://h', " + STRANGER + "}}")),
            Map.entry("expect", resource("probe: {http: {url: 'http://h', expect: {" + STRANGER + "}}}")),
            Map.entry(
                    "connector: wake-on-lan",
                    resource("connector: {type: wake-on-lan, mac: '00:11:22:33:44:55', " + STRANGER + "}")),
            Map.entry("probe", resource("probe: {tcp: 1, " + STRANGER + "}")),
            Map.entry("probe: http", resource("probe: {http: {url: 'http://h', " + STRANGER + "}}")),
            Map.entry("a command as a map", resource("probe: {command: {run: [x], " + STRANGER + "}}")),
            Map.entry("inactivity", resource("inactivity: {port: 1, " + STRANGER + "}")),
            Map.entry(
                    "inactivity: http",
                    resource("inactivity: {http: {url: 'http://h', expect: {body: b}, " + STRANGER + "}}")));

    /** What a resource needs besides, for the defaults of a section to be those of its keys. */
    private static final Map<String, String> AROUND = Map.of(
            "resources[]", "%s",
            "resources[].dependsOn[]", "dependsOn: [{id: other%s}]",
            "resources[].retry", "retry: {attempts: 7%s}",
            "connector: process", "connector: {type: process, command: [x]%s}",
            "connector: process, restart", "connector: {type: process, command: [x], restart: {policy: on-failure%s}}",
            "connector: command", "connector: {type: command, start: [x]%s}",
            "connector: http, a request", "connector: {type: http, start: {url: 'http://h'%s}}",
            "connector: wake-on-lan", "connector: {type: wake-on-lan, mac: '00:11:22:33:44:55'%s}",
            "probe", "probe: {tcp: 1%s}",
            "inactivity", "inactivity: {http: {url: 'http://h', expect: {body: b}}%s}");

    private static final Pattern ROW = Pattern.compile("\\| `([A-Za-z0-9]+)` \\|([^|]*)\\|.*");
    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`.*");

    @TempDir
    private Path folder;

    private static String resource(String keys) {
        return "resources: [{id: r, " + keys + "}]";
    }

    /** The keys of each section with their defaults, by its title. */
    private static Map<String, Map<String, String>> sections() throws IOException {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        String title = "";
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith("#")) {
                title = line.replaceFirst("#+ ", "");
            } else if (row.matches()) {
                sections.computeIfAbsent(title, t -> new LinkedHashMap<>())
                        .put(row.group(1), row.group(2).strip());
            }
        }
        return sections;
    }

    private ServerConfig load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), yaml);
        return ServerConfig.load(file, Map.of(), Map.of());
    }

    private List<String> read(String strange) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(strange));
        String message = refusal.getMessage();
        assertThat(message).contains("unknown key (expected: one of ");
        String keys = message.substring(message.indexOf("one of ") + 7, message.lastIndexOf(')'));
        return List.of(keys.split(", ", -1));
    }

    @TestFactory
    Stream<DynamicTest> everyKeyIsOnThePage() throws IOException {
        Map<String, Map<String, String>> sections = sections();
        assertThat(sections.keySet()).isEqualTo(STRANGE.keySet());
        return sections.entrySet().stream()
                .map(section -> DynamicTest.dynamicTest(
                        section.getKey(),
                        () -> assertThat(read(STRANGE.get(section.getKey())))
                                .containsExactlyInAnyOrderElementsOf(
                                        section.getValue().keySet())));
    }

    @Test
    void everyKeyOfAnEndpointIsOnItsPage() throws IOException {
        List<String> documented = new ArrayList<>();
        for (String line : Files.readAllLines(ENDPOINTS)) {
            if (line.matches("\\| `.*` \\| [^|]* \\|")) {
                Pattern.compile("`([A-Za-z]+)`")
                        .matcher(line.split("\\|", -1)[1])
                        .results()
                        .forEach(key -> documented.add(key.group(1)));
            }
        }
        assertThat(documented).containsAll(read("endpoints: [{preset: homelab, " + STRANGER + "}]"));
    }

    /** {@return the keys of a section that have a default which can be written down} */
    private static String defaults(String title) throws IOException {
        Map<String, String> literals = new HashMap<>();
        sections().get(title).forEach((key, value) -> {
            Matcher literal = LITERAL.matcher(value);
            if (literal.matches()) {
                literals.put(key, literal.group(1));
            }
        });
        return literals.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(joining(", "));
    }

    @Test
    void theDefaultsAreThoseThatHold() throws IOException {
        ServerConfig nothing = load("");
        ServerConfig said = load(defaults("The file").replace(", ", "\n").replace("canonical\n", "canonical, ") + "\n"
                + Stream.of("server", "limits", "log", "monitor", "cascades")
                        .map(title -> section(title) + "\n")
                        .collect(joining()));

        assertThat(said).usingRecursiveComparison().isEqualTo(nothing);
        assertThat(load("auth: {tokens: [{token: t, principal: p}], "
                                + section("auth.sessions").replace("auth.", "") + "}")
                        .auth())
                .isEqualTo(load("auth: {tokens: [{token: t, principal: p}]}").auth());
    }

    private static String section(String title) {
        try {
            return title + ": {" + defaults(title) + "}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> theDefaultsOfAResourceAreThoseThatHold() {
        return AROUND.entrySet().stream()
                .map(section -> DynamicTest.dynamicTest(section.getKey(), () -> {
                    String keys = defaults(section.getKey());
                    assertThat(keys).isNotEmpty();
                    String other = "}, {id: other";
                    String said = section.getKey().equals("resources[]") ? keys : ", " + keys;
                    assertThat(load(resource(section.getValue().formatted(said) + other))
                                    .resources())
                            .usingRecursiveComparison()
                            .ignoringFieldsOfTypes(CompletableFuture.class)
                            .isEqualTo(load(resource(section.getValue().formatted("") + other))
                                    .resources());
                }));
    }

    @Test
    void whatCanBeOverriddenIsAsThePageSays() throws IOException {
        List<String> keys = new ArrayList<>(List.of("data"));
        Map<String, Map<String, String>> sections = sections();
        List<String> within = List.of("server", "auth.jwt", "auth.sessions", "limits", "log", "monitor", "cascades");
        sections.forEach((title, section) -> {
            if (within.stream().anyMatch(outer -> title.equals(outer) || title.startsWith(outer + "."))) {
                section.keySet().forEach(key -> keys.add(title + "." + key));
            }
        });
        keys.removeIf(key -> sections.containsKey(key) || key.startsWith("log.retain"));
        keys.removeAll(List.of("server.hosts", "server.proxies.trust", "server.cors.origins"));

        assertThat(Overrides.KEYS).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void theExampleCanBeUsed() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```yaml", page.indexOf("## An example")) + 7;

        assertThat(load(page.substring(from, page.indexOf("```", from))).resources())
                .hasSize(3);
    }
}
