// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rillway.server.config.ConfigException;
import io.rillway.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a server remembers of its cascades. */
class RestartIT {

    private static final String HEAD = """
            server: {port: 0}
            auth: {tokens: [{token: t, principal: admin, roles: [admin], grants: ["**"]}]}
            resources:
              - id: db
                connector: {type: command, start: [touch, up], stop: [rm, -f, up], status: [ls, up]}
            """;

    @TempDir
    Path folder;

    private static String start(TestServer server) throws Exception {
        String id = TestServer.data(server.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"db\"}"))
                .path("id")
                .asString();
        await().until(() -> status(server, id).equals("completed"));
        return id;
    }

    private static String status(TestServer server, String id) throws Exception {
        return TestServer.data(server.send("t", "GET", "/api/v1/cascades/" + id, ""))
                .path("status")
                .asString("");
    }

    @Test
    void listsPastCascadesAfterARestart() throws Exception {
        String id;
        try (TestServer first = new TestServer(folder, HEAD)) {
            id = start(first);
        }
        try (TestServer second = new TestServer(folder, HEAD)) {
            assertThat(status(second, id)).isEqualTo("completed");
            assertThat(TestServer.data(second.send("t", "GET", "/api/v1/cascades", "")))
                    .hasSize(1);
        }
        assertThat(folder.resolve("data/journal/journal.mv.db")).exists();
    }

    @Test
    void keepsNothingWithDataMemory() throws Exception {
        String id;
        try (TestServer first = new TestServer(folder, HEAD + "data: memory\n")) {
            id = start(first);
        }
        try (TestServer second = new TestServer(folder, HEAD + "data: memory\n")) {
            assertThat(status(second, id)).isEmpty();
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void saysWhichKeyTheJournalsPlaceComesFrom() throws Exception {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new TestServer(
                        folder,
                        HEAD + "cascades: {jdbc: \"jdbc:postgresql://127.0.0.1:1/none?password=hidden&user=me\"}"))
                .withMessageContaining("cascades.jdbc: jdbc:postgresql://127.0.0.1:1/none (expected: its driver")
                .withMessageNotContaining("hidden");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/journal"), "a file where a folder belongs");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new TestServer(folder, HEAD))
                .withMessageContaining("rillway.yaml: data: jdbc:h2:file:");
    }

    private static final String CHILD = """
            resources:
              - id: kid
                connector: {type: process, command: [sleep, "1016"]}
            """;

    private static List<Long> kids() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("sleep 1016"))
                .map(ProcessHandle::pid)
                .toList();
    }

    @Test
    void aProcessWhoseResourceWasTakenOutOfTheFileIsToldOfOrStopped() throws Exception {
        String head = HEAD.substring(0, HEAD.indexOf("resources:"));
        TestServer first = new TestServer(folder, head + CHILD);
        first.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"kid\"}");
        await().until(() -> kids().size() == 1);
        first.server().stop(true);

        Logger logger = (Logger) LoggerFactory.getLogger(RillwayServer.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            new TestServer(folder, head).close();
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("kid: its process runs and has no resource any more;"
                            + " put the resource back, or stop it with cascades: {orphans: stop}");
            assertThat(kids()).hasSize(1);

            new TestServer(folder, head + "cascades: {orphans: stop}\n").close();
            await().until(() -> kids().isEmpty());
            assertThat(log.list.get(1).getFormattedMessage()).startsWith("kid: its process had no resource");
        } finally {
            logger.detachAppender(log);
        }
    }
}
