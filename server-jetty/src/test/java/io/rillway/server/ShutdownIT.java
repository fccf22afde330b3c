// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the engine still tells while the server stops is told by the next one, each of it once. */
@Timeout(60)
class ShutdownIT {

    private static final String YAML = """
            server: {port: 0, stopTimeout: 10s}
            auth: {tokens: [{token: t, principal: a, roles: [admin], grants: ["**"]}]}
            cascades: {stepTimeout: 30s, pollInterval: 50ms}
            resources:
              - id: db
                connector: {type: process, command: [sleep, "1014"]}
              - id: web
                dependsOn: [db]
                connector: {type: process, command: [sleep, "1015"]}
                probe: {command: [test, -e, up], interval: 50ms}
            """;

    @TempDir
    private Path folder;

    private static String everything(TestServer server) throws Exception {
        try (RawClient stream = new RawClient(
                server.uri(), RawClient.get("/api/v1/events/stream?last=100000", "Authorization: Bearer t\r\n"))) {
            await().until(() ->
                    server.send("t", "GET", "/api/v1/cascades", "").body().contains("\"cancelled\""));
            server.send("t", "POST", "/api/v1/events", "{\"topic\":\"the/end\",\"type\":\"the-end\"}");
            return stream.readUntil("event: the-end");
        }
    }

    @Test
    void theEndOfACascadeThatTheServersStopCancelsIsToldAfterwards() throws Exception {
        String id;
        try (TestServer first = new TestServer(folder, YAML)) {
            id = TestServer.data(first.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"web\"}"))
                    .path("id")
                    .asString();
            await().until(() ->
                    first.send("t", "GET", "/api/v1/cascades/" + id, "").body().contains("\"completedSteps\":1"));
        }

        try (TestServer second = new TestServer(folder, YAML)) {
            assertThat(everything(second))
                    .containsOnlyOnce("event: cascade-error")
                    .containsOnlyOnce("\"code\":\"CANCELLED\"")
                    .containsOnlyOnce("{\"cascadeId\":\"" + id + "\",\"resourceId\":\"web\",\"failedStep\":")
                    .containsSubsequence(
                            "\"resourceId\":\"db\",\"resourceType\":\"resource\",\"status\":\"online\"",
                            "\"resourceId\":\"db\",\"resourceType\":\"resource\",\"status\":\"offline\"");
        }
        try (TestServer third = new TestServer(folder, YAML)) {
            assertThat(everything(third)).as("and not again").containsOnlyOnce("event: cascade-error");
        }
    }

    @Test
    void whatIsToldToTheSinkAfterItsEndIsAnsweredByNobodyAndThrowsNothing() {
        EventHub hub = EventHub.open(HubOptions.defaults());
        EngineSink sink = new EngineSink(hub);
        Event event = Event.of("cascade/c", "x", 1);

        assertThat(sink.publish(event, "k").toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
        sink.close();
        hub.close();

        assertThatCode(() -> assertThat(sink.publish(event, "l").toCompletableFuture())
                        .isNotDone())
                .doesNotThrowAnyException();
        assertThat(sink.publish(event).toCompletableFuture()).isNotDone();
    }

    @Test
    void whoStopsAServerWithoutADataFolderWaitsForNobody() throws IOException, InterruptedException {
        TestServer server = new TestServer(folder, YAML + "data: memory\n");
        server.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"web\"}");

        server.close();

        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").endsWith("sleep 1014")))
                .isEmpty();
    }
}
