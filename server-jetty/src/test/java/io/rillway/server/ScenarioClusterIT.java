// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.retry.Backoff;
import io.rillway.client.store.EventStore;
import io.rillway.client.view.Notification;
import io.rillway.client.view.Notification.Variant;
import io.rillway.client.view.Notifications;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.Watcher;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page of a project and the page of everything, on a platform that builds and runs. */
class ScenarioClusterIT {

    private static final String STREAM = "/api/v1/events/stream?token=view-token";
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(2), 1.5, Duration.ofMillis(30), 0, 10, Duration.ZERO, Duration.ofSeconds(1));

    @AutoClose
    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: admin-token, principal: root, roles: [admin], grants: ["**"]}
                - {token: view-token, principal: vera, grants: ["cluster/**", "project/**", "workload/**", "build/**"]}
            endpoints: [{preset: platform, heartbeat: 1s, retry: 2ms}]
            """);

    private URI stream(String filters) {
        return server.uri().resolve(STREAM + filters);
    }

    private void publish(String type, String project, int number) throws Exception {
        String event = """
                {"topic":"workload/w1","type":"%s","attributes":{"project_id":"%s","resource_type":"workload"},\
                "data":{"workload_id":"w1","build_id":"b%d","error":"no space"}}""".formatted(type, project, number);
        assertThat(server.send("admin-token", "POST", "/api/v1/events", event).statusCode())
                .isEqualTo(202);
    }

    @Test
    @DisplayName(
            "S3-01 S3-02 S3-05 S3-13 C9 C13 a page with filters gets its project alone, one without gets all, flat and in order")
    void filters() throws Exception {
        try (Watcher all = Watcher.of(stream(""), ClientOptions.defaults());
                Watcher page = Watcher.of(stream("&project_id=p1&resource_type=workload"), ClientOptions.defaults())) {
            for (int i = 1; i <= 4; i++) {
                publish("build_failed", i % 2 == 0 ? "p1" : "p2", i);
            }
            publish("error_report", "p1", 5);

            all.awaited("error_report");
            page.awaited("error_report");
            assertThat(all.events()).hasSize(5);
            assertThat(page.events()).hasSize(3);
            assertThat(page.events().get(0).data())
                    .matches(
                            "\\{\"event_type\":\"build_failed\",\"timestamp\":\\d{10},\"workload_id\":\"w1\",.*\"b2\".*}");
        }
    }

    @Test
    @DisplayName(
            "S3-06 S3-08 S3-11 S3-14 C12 connected has an id, a heartbeat is not kept, of 150 events the last 100 are")
    void keepsTheLastHundred() throws Exception {
        EventStore store = EventStore.create();
        try (Watcher page = new Watcher(stream(""), ClientOptions.defaults(), store::follow).connected()) {
            await().until(() -> page.all().stream().anyMatch(e -> e.type().equals("heartbeat")));
            assertThat(page.all().get(0).type()).isEqualTo("connected");
            assertThat(page.all().get(0).data()).containsPattern("\"connection_id\":\"[^\"]+\"");
            for (int i = 1; i <= 150; i++) {
                publish("build_complete", "p1", i);
            }

            await().until(() -> store.latest()
                    .map(e -> e.event().data().contains("\"b150\""))
                    .orElse(false));
            assertThat(store.all()).hasSize(100);
            assertThat(store.all().get(0).event().data()).contains("\"b51\"");
            assertThat(store.byType("heartbeat")).isEmpty();
            assertThat(store.byType("build_complete")).hasSize(100);
            assertThat(store.connection().state()).isEqualTo(ConnectionState.CONNECTED);
            store.resize(10);
            assertThat(store.all()).hasSize(10);
            store.clear();
            assertThat(store.all()).isEmpty();
        }
    }

    @Test
    @DisplayName("S3-16 many handlers share one stream, each sees every event, and no two notifications have one id")
    void oneStreamForManyHandlers() throws Exception {
        List<Notification> toasts = new CopyOnWriteArrayList<>();
        List<String> handled = new CopyOnWriteArrayList<>();
        try (Watcher page = new Watcher(stream(""), ClientOptions.defaults(), client -> {
                    new Notifications(client, toasts::add).ofPlatform();
                    client.on("build_failed", event -> handled.add(event.id()));
                })
                .connected()) {
            for (int i = 1; i <= 20; i++) {
                publish("build_failed", "p1", i);
            }

            await().until(() -> toasts.size() == 20 && handled.size() == 20);
            assertThat(toasts)
                    .allMatch(toast ->
                            toast.variant() == Variant.ERROR && toast.text().equals("no space"));
            assertThat(toasts).extracting(Notification::id).doesNotHaveDuplicates();
            assertThat(handled).doesNotHaveDuplicates();
            assertThat(page.events()).hasSize(20);
            assertThat(TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("S3-07 C6 a server that is gone is tried ten times, 1.5 times as long each, and then given up")
    void givesUp() {
        try (Watcher page = Watcher.of(stream(""), ClientOptions.defaults().retry(QUICK))) {
            server.close();

            await().until(() -> page.client().snapshot().state() == ConnectionState.ERROR);
            assertThat(page.client().snapshot().lastError().orElseThrow().message())
                    .isEqualTo("Max reconnection attempts (10) reached");
            assertThat(page.client().snapshot().reconnectAttempts()).isEqualTo(10);
        }
        Backoff usual = Backoff.defaults();
        assertThat(usual.initial()).isEqualTo(Duration.ofSeconds(1));
        assertThat(usual.factor()).isEqualTo(1.5);
        assertThat(usual.max()).isEqualTo(Duration.ofSeconds(30));
        assertThat(usual.maxAttempts()).isEqualTo(10);
    }

    @Test
    void leavingEndsTheStream() throws Exception {
        try (EventClient client = EventClient.open(stream(""), ClientOptions.defaults())) {
            var unused = client.start();
            await().until(() -> client.snapshot().state() == ConnectionState.CONNECTED);
        }
        await().until(() -> TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                        .size()
                == 0);
    }
}
