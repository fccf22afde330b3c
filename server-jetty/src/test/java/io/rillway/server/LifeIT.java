// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rillway.server.auth.Secrets;
import io.rillway.server.config.ConfigException;
import io.rillway.server.testing.TestServer;
import io.rillway.testing.LiveThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The server's beginning and end: what stands in its way, and what it leaves. */
class LifeIT {

    private static final String PLAIN = "server: {port: 0, stopTimeout: 5s}\n";
    private static final String ADMIN = PLAIN + """
            auth: {tokens: [{token: t, principal: a, roles: [admin], grants: ["**"]}]}
            cascades: {stepTimeout: 5s, pollInterval: 100ms}
            """;

    @TempDir
    private Path folder;

    private TestServer open(String yaml) throws IOException {
        return new TestServer(folder, yaml);
    }

    private Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    @Test
    void aStartThatFailsUsesUpNoToken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> open("server: {port: " + taken.getLocalPort() + "}"))
                    .withMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
        }
        assertThat(data("admin-token.sha256")).doesNotExist();

        String token;
        try (TestServer first = open(PLAIN)) {
            token = first.server().firstToken().orElseThrow();
            assertThat(first.send(token, "GET", "/api/v1/graph", "").statusCode())
                    .isEqualTo(200);
        }
        assertThat(data("admin-token.sha256")).hasContent(Secrets.digest(token));
        try (TestServer second = open(PLAIN)) {
            assertThat(second.server().firstToken()).isEmpty();
            assertThat(second.send(token, "GET", "/api/v1/graph", "").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDigestThatIsNoneLetsNobodyIn() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        for (String content :
                new String[] {"", "\n", "token", "sha256:", Secrets.digest("").substring(0, 40)}) {
            Files.writeString(data("admin-token.sha256"), content);

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> open(PLAIN))
                    .withMessageContaining("admin-token.sha256: not a digest");
        }
        Files.delete(data("admin-token.sha256"));
        open(PLAIN).close();
    }

    @Test
    void whatIsKeptAndCannotBeReadIsRefusedByItsName() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        String[][] cases = {
            {"", "resources.json: not a list"},
            {"{", "resources.json: not JSON: "},
            {"{}", "resources.json: not a list"},
            {"[5]", "resources.json: [0]: \"5\" (expected: a map"},
            {"[{\"id\":\"a\"},{\"id\":\"b\",\"colour\":1}]", "resources.json: [1].colour: unknown key"},
            {"[{\"id\":\"b\",\"dependsOn\":[\"gone\"]}]", "resources.json: dependency: b -> gone"},
            {
                "[{\"id\":\"b\",\"connector\":{\"type\":\"process\",\"command\":[\"x\"]}}]",
                "resources.json: [0]: connector: "
            },
            {"[{\"id\":\"db\"}]", "rillway.yaml: resources: db: also made over the API, in " + data("resources.json")}
        };
        for (String[] one : cases) {
            Files.writeString(data("resources.json"), one[0]);

            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> open(PLAIN + "resources: [{id: db}]"))
                    .withMessageContaining(one[1]);
        }
        Files.delete(data("resources.json"));
        open(PLAIN).close();
    }

    @Test
    void saysWhatIsWrongWithTheDataFolder() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> open(PLAIN + "data: file"))
                .withMessage(folder.resolve("file") + ": cannot be the data folder: not a folder");
        try (TestServer first = open(PLAIN)) {
            assertThat(first.uri()).isNotNull();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> open(PLAIN))
                    .withMessageEndingWith("another Rillway server uses this data folder (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void saysWhichAddressItCannotListenOn() {
        String yaml = ADMIN.replace("port: 0", "port: 0, host: no.such.host.invalid");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> open(yaml))
                .withMessage("cannot listen on no.such.host.invalid:0: unknown host");
    }

    @Test
    void itsAddressIsOneThatAClientCanUse() throws Exception {
        for (String host : new String[] {"0.0.0.0", "'::'", "'[::1]'", "localhost"}) {
            try (TestServer server = open(ADMIN.replace("port: 0", "port: 0, host: " + host))) {
                URI uri = server.uri();
                assertThat(uri.getHost()).isIn("127.0.0.1", "[::1]", "localhost");
                assertThat(server.send("t", "GET", "/api/v1/graph", "").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whoKeepsNothingLeavesNothing() throws Exception {
        Set<Path> before = temporary();
        try (TestServer server = open(
                ADMIN + "data: memory\nresources: [{id: db, connector: {type: process, command: [sleep, 1004]}}]\n")) {
            server.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"db\"}");
            await().until(() ->
                    server.send("t", "GET", "/api/v1/resources/db", "").body().contains("online"));
            assertThat(temporary()).hasSize(before.size() + 1);
        }

        assertThat(temporary()).isEqualTo(before);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static Set<Path> temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("rillway") && isOurs(file))
                    .collect(Collectors.toSet());
        }
    }

    /** Other servers of this machine come and go as they like. */
    private static boolean isOurs(Path folder) {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve("lock")));
            return pid == ProcessHandle.current().pid();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    @Test
    void leavesNoThreadWhetherItStartedOrNot() throws Exception {
        Set<Thread> before = threads();
        Files.createDirectories(folder.resolve("data/run/db"));

        open(ADMIN + "resources: [{id: db, connector: {type: process, command: [sleep, 1]}}]")
                .close();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> open(ADMIN.replace("port: 0", "port: 0, host: no.such.host.invalid")));

        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static Set<Thread> threads() {
        return LiveThreads.named(name -> name.startsWith("rillway"));
    }

    @Test
    void whoeverStopsItWaitsUntilItHasStopped() throws Exception {
        TestServer server = open(
                ADMIN
                        + "resources: [{id: db, connector: {type: process, stopTimeout: 1s, command: [sh, -c, \"trap '' TERM; while :; do sleep 0.1; done\"]}}]");
        server.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"db\"}");
        await().until(() ->
                server.send("t", "GET", "/api/v1/resources/db", "").body().contains("online"));

        Thread first = new Thread(server::close, "first");
        first.start();
        await().until(() -> first.getState() != Thread.State.RUNNABLE);
        server.close();

        assertThat(threads()).isEmpty();
        first.join();
    }

    @Test
    @DisplayName("S1-18 the failure of a cascade in the background is logged, on one line")
    void failuresAreLogged() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.rillway");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (TestServer server = open(
                ADMIN
                        + "resources: [{id: bad, probe: {tcp: '1', interval: 100ms}, connector: {type: process, command: [sh, -c, 'echo one; echo two; exit 3']}}]")) {
            server.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"bad\"}");
            await().untilAsserted(() -> assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .matches("start bad .*failed at step 1: .*one \\| two")
                    .doesNotContain("\n"));
        } finally {
            logger.detachAppender(log);
        }
    }
}
