// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.events.catalog.LogEvents;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.Watcher;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The stream of the log monitor, told by somebody who publishes log lines. */
class MonitorStreamIT {

    @AutoClose
    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            auth: {tokens: [{token: admin-token, principal: root, roles: [admin], grants: ["**"]}]}
            endpoints: [monitor]
            """);

    private Watcher open(String query) {
        URI uri = server.uri().resolve("/monitor/stream" + query);
        return Watcher.of(uri, ClientOptions.bearer("admin-token"));
    }

    private void log(String level, String message) throws Exception {
        String event = """
                {"topic":"logs","type":"log","attributes":{"level":"%s"},"data":{"ts":"2026-11-21T12:00:00Z",\
                "level":"%s","message":"%s","context":null}}""".formatted(level, level, message);
        assertThat(server.send("admin-token", "POST", "/api/v1/events", event).statusCode())
                .isEqualTo(202);
    }

    @Test
    @DisplayName("S2-01 S2-03 S2-09 three followers each get every line as an event log with JSON")
    void threeFollowersAtOnce() throws Exception {
        try (Watcher one = open("");
                Watcher two = open("");
                Watcher three = open("")) {
            log("info", "a");
            log("warn", "b");
            log("error", "last");

            for (Watcher each : new Watcher[] {one, two, three}) {
                each.awaited("log");
                await().until(() ->
                        each.events().stream().anyMatch(event -> event.data().contains("\"last\"")));
                assertThat(each.events().stream().filter(event -> event.data().contains("2026-11-21T12:00:00Z")))
                        .hasSize(3)
                        .allMatch(event -> event.type().equals("log"));
            }
        }
    }

    @Test
    @DisplayName("S2-06 S2-11 who comes late gets what was logged, of the levels that were asked for")
    void levelsOfTheBacklog() throws Exception {
        log("info", "a");
        log("warn", "b");
        log("error", "c");
        try (Watcher page = open("?level=warn,error")) {
            log("info", "d");
            log("error", "last");

            await().until(() ->
                    page.events().stream().anyMatch(event -> event.data().contains("\"last\"")));
            assertThat(page.events().stream()
                            .map(event -> event.data().replaceAll(".*\"message\":\"([^\"]*)\".*", "$1")))
                    .containsSubsequence("b", "c", "last")
                    .doesNotContain("a", "d");
        }
    }

    @Test
    @DisplayName("C8 the event error keeps its name, and nobody who publishes can say it")
    void errorIsTheMonitorsOwn() throws Exception {
        assertThat(LogEvents.ERROR.name()).isEqualTo("error");
        assertThat(server.send(
                                "admin-token",
                                "POST",
                                "/api/v1/events",
                                "{\"topic\":\"logs\",\"type\":\"error\",\"data\":{}}")
                        .statusCode())
                .isEqualTo(422);
    }
}
