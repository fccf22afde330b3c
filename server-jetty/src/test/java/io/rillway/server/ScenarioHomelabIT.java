// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.invalidate.CacheInvalidator;
import io.rillway.client.invalidate.CacheKey;
import io.rillway.client.invalidate.CacheTarget;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.catalog.CascadeEvents;
import io.rillway.events.catalog.CascadeEvents.Failure;
import io.rillway.server.testing.Dialogue;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.TestUsers;
import io.rillway.server.testing.Watcher;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A media server on a virtual machine on a disk server, which are files that are there or not. */
class ScenarioHomelabIT {

    private static final String YAML = """
            server: {port: 0, stopTimeout: 2s}
            data: memory
            auth:
              tokens: [{token: admin-token, principal: root, roles: [admin], grants: ["**"]}]
              users:
                USER
            endpoints: [{preset: homelab, heartbeat: 1s, retry: 50ms}]
            cascades: {stepTimeout: 2s, pollInterval: 50ms}
            resources:
              - {id: nas, name: NAS, type: machine, CONNECTOR}
              - {id: vm, name: VM, type: machine, host: nas, CONNECTOR}
              - {id: jellyfin, name: Jellyfin, host: vm, dependsOn: [db], CONNECTOR}
              - {id: photos, dependsOn: [db], CONNECTOR}
              - {id: db, CONNECTOR}
            """;

    /** What is started is a file; of what is broken the start does nothing. */
    private static final String CONNECTOR = "connector: {type: command, start: [sh, -c, 'test -e $1.broken || touch"
            + " $1'], stop: [rm, -f, $1]}, probe: {command: [test, -e, $1], interval: 100ms}";

    @AutoClose
    private final TestServer server = TestServer.over(yaml());

    private static String yaml() {
        String user = TestUsers.user("anna", "roles: [operator], grants: [\"cascade/**\", \"resource/**\"]");
        return YAML.replace("USER", user).replaceAll("\\{id: ([a-z]+)(.*)CONNECTOR", "{id: $1$2" + CONNECTOR);
    }

    private Path file(String name) {
        return server.folder().resolve(name);
    }

    private HttpResponse<String> order(String action, String resource) throws Exception {
        return server.send("admin-token", "POST", "/api/cascades/" + action, "{\"resourceId\":\"" + resource + "\"}");
    }

    private String ended(String action, String resource) throws Exception {
        String id = TestServer.data(order(action, resource)).path("id").asString();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status("/api/cascades/" + id).matches("completed|failed|cancelled"));
        return id;
    }

    private String status(String path) throws Exception {
        return TestServer.data(server.send("admin-token", "GET", path, ""))
                .path("status")
                .asString();
    }

    private Watcher byCookie() throws Exception {
        return Watcher.of(
                server.uri().resolve("/api/events"),
                ClientOptions.cookie("session_token", TestUsers.session(server, "anna")));
    }

    private Watcher byToken() {
        return Watcher.of(server.uri().resolve("/api/events?token=admin-token"), ClientOptions.defaults());
    }

    @Test
    @DisplayName("S1-08 S1-09 S1-10 S1-21 S1-23 no credential 401; a cookie, or a token in the query, opens the stream")
    void opensToThoseWhoAreKnown() throws Exception {
        for (String denied : List.of("/api/events", "/api/events?token=no")) {
            assertThat(server.send("", "GET", denied, "").statusCode()).isEqualTo(401);
        }
        try (Watcher cookie = byCookie();
                Watcher token = byToken()) {
            assertThat(cookie.client().snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
            assertThat(token.client().snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }

    /** Without what the first look at the resources has found, which the first of two who come may be told alone. */
    private static List<Received> sinceTheStart(Watcher watcher) {
        return watcher.events().stream()
                .dropWhile(event -> !event.type().equals("cascade-progress"))
                .toList();
    }

    @Test
    @DisplayName("S1-02 S1-16 S1-18 S1-20 S1-30 G3 a start is told to everybody step by step, with the same ids")
    void tellsAStart() throws Exception {
        Set<CacheKey> stale = new LinkedHashSet<>();
        try (Watcher cookie = byCookie();
                Watcher token = new Watcher(
                                server.uri().resolve("/api/events?token=admin-token"),
                                ClientOptions.defaults(),
                                client -> new CacheInvalidator(CacheInvalidator.homelabRules(), cache(stale))
                                        .follow(client))
                        .connected()) {
            HttpResponse<String> answer = order("start", "jellyfin");
            String id = TestServer.data(answer).path("id").asString();

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"status\":\"pending\"", "\"type\":\"start\"", "\"totalSteps\":");
            cookie.awaited("cascade-complete");
            token.awaited("cascade-complete");

            await().untilAsserted(() -> assertThat(sinceTheStart(cookie)).isEqualTo(sinceTheStart(token)));
            assertThat(steps(cookie))
                    .contains(
                            "nas starting",
                            "nas online",
                            "vm starting",
                            "vm online",
                            "jellyfin starting",
                            "jellyfin online");
            assertThat(steps(cookie).indexOf("nas online"))
                    .isLessThan(steps(cookie).indexOf("vm starting"));
            assertThat(steps(cookie).indexOf("vm online"))
                    .isLessThan(steps(cookie).indexOf("jellyfin starting"));
            assertThat(cookie.types()).contains("status-change").doesNotContain("cascade-error");
            assertThat(stale)
                    .contains(
                            CacheKey.of("cascades", id),
                            CacheKey.of("machines"),
                            CacheKey.of("resources"),
                            CacheKey.of("resource", "vm"));
            assertThat(stale)
                    .allMatch(key -> key.equals(CacheKey.of("cascades", id))
                            || key.equals(CacheKey.of("machines"))
                            || key.equals(CacheKey.of("resources"))
                            || ((CacheKey.Parts) key).parts().get(0).equals("resource"));
        }
    }

    private static CacheTarget cache(Set<CacheKey> stale) {
        return new CacheTarget() {
            @Override
            public void invalidate(CacheKey key) {
                stale.add(key);
            }

            @Override
            public void invalidateAll() {
                throw new IllegalStateException("nothing was lost");
            }
        };
    }

    private static List<String> steps(Watcher watcher) {
        return watcher.events().stream()
                .filter(event -> event.type().equals("cascade-progress"))
                .map(event -> event.decode(CascadeEvents.PROGRESS).currentDependency())
                .map(step -> step.id() + " " + step.status())
                .toList();
    }

    @Test
    @DisplayName(
            "S1-13 S1-32 S1-34 S1-35 a step that times out ends the cascade and rolls nothing back; shared ones are not stopped")
    void tellsAFailureAndStopsWhatNobodyNeeds() throws Exception {
        try (Watcher cookie = byCookie()) {
            Files.createFile(file("vm.broken"));
            ended("start", "jellyfin");

            Failure failure = cookie.awaited("cascade-error").decode(CascadeEvents.ERROR);
            assertThat(failure.failedStep()).isPositive();
            assertThat(failure.error().code()).isEqualTo("TIMEOUT");
            assertThat(failure.error().resourceId()).isEqualTo("vm");
            assertThat(file("nas")).exists();
            assertThat(file("photos")).doesNotExist();

            Files.delete(file("vm.broken"));
            ended("start", "jellyfin");
            ended("start", "photos");
            ended("stop", "jellyfin");
            assertThat(file("jellyfin")).doesNotExist();
            assertThat(file("db")).exists();
            assertThat(file("vm")).exists();

            ended("stop", "photos");
            assertThat(file("db")).doesNotExist();
        }
    }

    @Test
    @DisplayName("S1-03 S1-05 a heartbeat is a comment, and stopping the server ends every stream")
    void livesAndEnds() throws Exception {
        try (Watcher cookie = byCookie();
                Dialogue raw = new Dialogue(server.uri(), RawClient.get("/api/events?token=admin-token", ""))) {
            raw.frames(3);
            assertThat(raw.frames(1)).isEqualTo(": heartbeat\n\n");

            server.server().close();

            assertThat(raw.rest()).contains("retry: ");
            await().until(() -> cookie.client().snapshot().state() != ConnectionState.CONNECTED);
        }
    }

    @Test
    @DisplayName(
            "S1-01 S1-19 S1-22 one stream for a client from login to logout, which comes back by itself and asks for nothing")
    void comesBackByItself() throws Exception {
        try (Watcher cookie = byCookie()) {
            String id = TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                    .path(0)
                    .path("id")
                    .asString();
            assertThat(server.send("admin-token", "DELETE", "/api/v1/connections/" + id, "")
                            .statusCode())
                    .isEqualTo(200);
            await().until(() -> TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                    .path(0)
                    .path("id")
                    .asString("")
                    .matches("(?!" + id + ").+"));

            ended("start", "db");
            cookie.awaited("cascade-complete");
            assertThat(cookie.events()).extracting(Received::type).doesNotContain("gap");
        }
        await().until(() -> TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                        .size()
                == 0);
    }
}
