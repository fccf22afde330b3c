// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import static io.rillway.client.testing.Answer.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.invalidate.CacheInvalidator;
import io.rillway.client.invalidate.CacheKey;
import io.rillway.client.invalidate.CacheTarget;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.store.EventStore;
import io.rillway.client.testing.ScriptedServer;
import io.rillway.client.view.Notification.Variant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ViewIT {

    private static final String PROGRESS =
            "event: cascade-progress\ndata: {\"cascadeId\":\"c1\",\"resourceId\":\"web\",\"step\":1,\"totalSteps\":2,"
                    + "\"completedSteps\":%d,\"currentDependency\":{\"id\":\"db\",\"name\":\"Database\",\"status\":\"%s\"}}\n\n";

    @Test
    void followsACascadeToItsEnd() throws Exception {
        List<CascadeProgress> seen = new CopyOnWriteArrayList<>();
        CascadeTracker tracker = new CascadeTracker().onChange(seen::add);
        try (ScriptedServer server = new ScriptedServer(held(
                        PROGRESS.formatted(0, "starting"),
                        PROGRESS.formatted(1, "online"),
                        "event: cascade-complete\ndata: {\"cascadeId\":\"c1\",\"resourceId\":\"web\",\"success\":true}\n\n",
                        "event: cascade-error\ndata: {\"cascadeId\":\"c2\",\"resourceId\":\"nas\",\"failedStep\":1,"
                                + "\"error\":{\"code\":\"TIMEOUT\",\"message\":\"NAS did not come\"}}\n\n"));
                EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
            tracker.follow(client);
            var unused = client.start();
            await().until(() -> seen.size() == 4);
        }
        assertThat(seen).extracting(CascadeProgress::fraction).containsExactly(0.0, 0.5, 1.0, 0.0);
        assertThat(seen.get(0).current()).contains("Database starting");
        assertThat(tracker.cascade("c2").orElseThrow().error()).contains("NAS did not come");
        assertThat(tracker.running()).isEmpty();
        assertThat(tracker.all()).hasSize(2);
    }

    @Test
    void knowsFromASnapshotWhatItHasNotSeen() throws Exception {
        String snapshot =
                "event: cascade-snapshot\ndata: {\"cascadeId\":\"%s\",\"resourceId\":\"web\",\"action\":\"start\","
                        + "\"status\":\"%s\",\"step\":2,\"completedSteps\":1,\"totalSteps\":2,\"steps\":[{\"step\":1,\"id\":\"nas\",\"name\":\"NAS\","
                        + "\"state\":\"done\"},{\"step\":2,\"id\":\"db\",\"name\":\"Database\",\"state\":\"%s\"}]%s}\n\n";
        CascadeTracker tracker = new CascadeTracker();
        try (ScriptedServer server = new ScriptedServer(held(
                        snapshot.formatted("c1", "in_progress", "running", ""),
                        snapshot.formatted("c2", "completed", "skipped", ""),
                        snapshot.formatted(
                                "c3",
                                "failed",
                                "failed",
                                ",\"error\":{\"code\":\"TIMEOUT\",\"message\":\"no answer\"}")));
                EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
            tracker.follow(client);
            var unused = client.start();
            await().until(() -> tracker.all().size() == 3);
        }
        assertThat(tracker.running()).extracting(CascadeProgress::cascadeId).containsExactly("c1");
        assertThat(tracker.cascade("c1").orElseThrow().current()).contains("Database");
        assertThat(tracker.all()).extracting(CascadeProgress::fraction).containsExactly(0.5, 1.0, 0.5);
        assertThat(tracker.cascade("c3").orElseThrow().error()).contains("no answer");
    }

    @Test
    @DisplayName("S3-10 a failed build is an error that is shown for 7 s, a good one is shown for 5 s")
    void notifies() throws Exception {
        List<Notification> shown = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(held(
                        "event: build_failed\ndata: {\"event_type\":\"build_failed\",\"timestamp\":1,\"build_id\":\"b1\","
                                + "\"workload_id\":\"w\",\"error\":\"no space\"}\n\n",
                        "event: build_complete\ndata: {\"build_id\":\"b2\",\"workload_id\":\"w\",\"image_digest\":\"d\","
                                + "\"build_duration\":1.5,\"message\":\"built\"}\n\n",
                        "event: cluster_status_update\ndata: {\"cluster_id\":\"c\",\"status\":\"unhealthy\"}\n\n"));
                EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
            new Notifications(client, shown::add).ofPlatform().ofCascades();
            var unused = client.start();
            await().until(() -> shown.size() == 3);
        }
        assertThat(shown)
                .containsExactly(
                        new Notification(1, Variant.ERROR, "Build failed", "no space", Duration.ofSeconds(7)),
                        new Notification(2, Variant.SUCCESS, "Build complete", "built", Duration.ofSeconds(5)),
                        new Notification(
                                3, Variant.WARNING, "Cluster c", "The cluster is unhealthy", Duration.ofSeconds(5)));
    }

    @Test
    @DisplayName(
            "S5-05 somebody who is logged out by force is sent to the login page, and the client does not come back")
    void logsOut() throws Exception {
        List<String> redirects = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(
                        held(
                                "event: force_logout\ndata: {\"type\":\"force_logout\",\"data\":{\"reason\":\"role & rights\"}}\n\n"));
                EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
            client.onForceLogout(event -> redirects.add(ForcedLogout.redirect(event)));
            client.start().toCompletableFuture().join();
            assertThat(redirects).containsExactly("/login?reason=forced_logout&message=role%20%26%20rights");
            assertThat(client.snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
            await().until(() -> server.connections() == 0);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void oneClientFeedsAStoreAndAnInvalidator() throws Exception {
        EventStore store = EventStore.create();
        List<String> told = new CopyOnWriteArrayList<>();
        CacheTarget cache = new CacheTarget() {
            @Override
            public void invalidate(CacheKey key) {
                told.add(key.toString());
            }

            @Override
            public void invalidateAll() {
                told.add("all");
            }
        };
        try (ScriptedServer server = new ScriptedServer(held(
                        "event: goal_created\ndata: {\"type\":\"goal_created\",\"data\":{}}\n\n",
                        "event: gap\ndata: {\"reason\":\"evicted\",\"from\":\"1\",\"to\":\"2\"}\n\n"));
                EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
            store.follow(client);
            new CacheInvalidator(CacheInvalidator.coachingRules(), cache).follow(client);
            var unused = client.start();
            await().until(() -> store.all().size() == 2 && told.size() == 2);
            assertThat(store.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        }
        assertThat(told).containsExactly("Path[path=/overarching_goals]", "all");
        await().until(() -> store.connection().state() == ConnectionState.DISCONNECTED);
    }
}
