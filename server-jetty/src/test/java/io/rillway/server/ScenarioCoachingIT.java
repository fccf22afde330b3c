// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.invalidate.CacheInvalidator;
import io.rillway.client.invalidate.CacheKey;
import io.rillway.client.invalidate.CacheTarget;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.view.ForcedLogout;
import io.rillway.events.catalog.CoachingEvents;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.TestUsers;
import io.rillway.server.testing.Watcher;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two people who share a session, one with two tabs, and a stranger. One tab comes as a proxy passes it on. */
class ScenarioCoachingIT {

    private static final String ACTION = """
            {"topic":["user/coach","user/coachee"],"type":"%s","exclude":{"principal":"coach"},"data":%s}""";
    private static final String CREATED =
            "{\"coaching_session_id\":\"s1\",\"action\":{\"id\":\"a1\",\"body\":\"call Ada\","
                    + "\"due\":{\"by\":\"2026-12-01T09:00:00Z\"}}}";

    private final List<Watcher> tabs = new ArrayList<>();

    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            auth:
              tokens: [{token: admin-token, principal: root, roles: [admin], grants: ["**"]}]
              users:
                %s
                %s
                %s
            endpoints: [canonical, {preset: coaching, heartbeat: 1s, retry: 50ms}]
            """.formatted(
                    TestUsers.user("coach", "grants: [\"user/coach/**\", broadcast], publish: [\"user/**\"]"),
                    TestUsers.user("coachee", "grants: [\"user/coachee/**\", broadcast]"),
                    TestUsers.user("stranger", "grants: [\"user/stranger/**\", broadcast]")));

    @AfterEach
    void stop() {
        tabs.forEach(Watcher::close);
        server.close();
    }

    private Watcher tab(String path, String session, Consumer<EventClient> more) {
        URI uri = server.uri().resolve(path);
        Watcher tab = new Watcher(uri, ClientOptions.cookie("id", session), more).connected();
        tabs.add(tab);
        return tab;
    }

    private Watcher tab(String path, String user) throws Exception {
        return tab(path, TestUsers.session(server, user), client -> {});
    }

    private void publish(String cookie, String body) throws Exception {
        HttpResponse<String> answer = cookie.isEmpty()
                ? server.send("admin-token", "POST", "/api/v1/events", body)
                : server.send("", "POST", "/api/v1/events", body, "Cookie", "rillway_session=" + cookie);
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    @DisplayName(
            "S5-02 S5-13 S5-15 S5-16 S5-17 S5-18 an action reaches every tab of the other, neither its author nor a stranger")
    void tellsTheOtherAlone() throws Exception {
        String author = TestUsers.session(server, "coach");
        String session = TestUsers.session(server, "coachee");
        Watcher coach = tab("/api/sse", author, client -> {});
        Watcher first = tab("/api/sse", session, client -> {});
        Watcher second = tab("/sse", session, client -> {});
        Watcher stranger = tab("/api/sse", "stranger");

        publish(author, ACTION.formatted("action_created", CREATED));
        publish(author, ACTION.formatted("action_updated", CREATED));
        publish(author, ACTION.formatted("action_deleted", "{\"coaching_session_id\":\"s1\",\"action_id\":\"a1\"}"));
        publish("", "{\"topic\":\"broadcast\",\"type\":\"end\",\"data\":{}}");

        for (Watcher tab : List.of(first, second)) {
            tab.awaited("end");
            assertThat(tab.types()).containsExactly("action_created", "action_updated", "action_deleted", "end");
            assertThat(tab.events().get(0).data()).isEqualTo("{\"type\":\"action_created\",\"data\":" + CREATED + "}");
        }
        coach.awaited("end");
        stranger.awaited("end");
        assertThat(coach.types()).containsExactly("end");
        assertThat(stranger.types()).containsExactly("end");
        assertThat(first.events())
                .extracting(Received::id)
                .isEqualTo(second.events().stream().map(Received::id).toList());
    }

    @Test
    @DisplayName(
            "S5-06 S5-07 S5-08 what an action makes stale is fetched again, a malformed event is dropped and reported")
    void invalidatesAndGuards() throws Exception {
        Set<String> stale = ConcurrentHashMap.newKeySet();
        List<String> urls = List.of(
                "https://x/actions",
                "https://x/users/7/actions?open=1",
                "https://x/overarching_goals",
                "/transactions");
        List<String> seen = new CopyOnWriteArrayList<>();
        List<String> failures = new CopyOnWriteArrayList<>();
        Watcher tab = tab("/api/sse", TestUsers.session(server, "coachee"), client -> {
            new CacheInvalidator(CacheInvalidator.coachingRules(), cache(urls, stale)).follow(client);
            client.on(
                    CoachingEvents.ACTION_CREATED,
                    action -> seen.add(
                            action.action().instant("due", "by").orElseThrow().toString()));
            client.onFailure(failure -> failures.add(failure.event().type()));
        });

        publish("", ACTION.formatted("action_created", "{\"coaching_session_id\":5}"));
        publish("", ACTION.formatted("action_created", CREATED));
        publish("", "{\"topic\":\"broadcast\",\"type\":\"end\",\"data\":{}}");

        tab.awaited("end");
        await().until(() -> seen.size() == 1);
        assertThat(seen).containsExactly("2026-12-01T09:00:00Z");
        assertThat(failures).containsExactly("action_created");
        assertThat(stale).containsExactlyInAnyOrder("https://x/actions", "https://x/users/7/actions?open=1");
    }

    private static CacheTarget cache(List<String> urls, Set<String> stale) {
        return new CacheTarget() {
            @Override
            public void invalidate(CacheKey key) {
                urls.stream().filter(url -> ((CacheKey.Path) key).hits(url)).forEach(stale::add);
            }

            @Override
            public void invalidateAll() {
                stale.addAll(urls);
            }
        };
    }

    @Test
    @DisplayName(
            "S5-01 S5-05 S5-11 S5-16 an administrator logs a user out: every tab is told, goes, and does not come back")
    void logsOut() throws Exception {
        List<String> redirects = new CopyOnWriteArrayList<>();
        String session = TestUsers.session(server, "coachee");
        Watcher first = tab("/api/sse", session, c -> c.onForceLogout(e -> redirects.add(ForcedLogout.redirect(e))));
        Watcher second = tab("/sse", session, c -> c.onForceLogout(e -> redirects.add(ForcedLogout.redirect(e))));
        Watcher coach = tab("/api/sse", "coach");

        HttpResponse<String> answer =
                server.send("admin-token", "POST", "/admin/force_logout/coachee", "{\"reason\":\"role changed\"}");

        assertThat(TestServer.data(answer).path("connections").asInt()).isEqualTo(2);
        await().until(() -> first.client().snapshot().state() == ConnectionState.DISCONNECTED
                && second.client().snapshot().state() == ConnectionState.DISCONNECTED);
        String login = "/login?reason=forced_logout&message=role%20changed";
        assertThat(redirects).containsExactly(login, login);
        assertThat(coach.client().snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(server.send("", "GET", "/api/sse", "", "Cookie", "id=" + session)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("S5-11 S5-20 whoever leaves is gone, and whoever logs out takes every stream of the session along")
    void loggingOutEndsTheStreams() throws Exception {
        String session = TestUsers.session(server, "coachee");
        Watcher tab = tab("/api/sse", session, client -> {});
        Watcher closing = tab("/api/sse", "coach");

        closing.leave();
        assertThat(server.send("", "POST", "/api/v1/auth/logout", "", "Cookie", "id=" + session)
                        .statusCode())
                .isEqualTo(204);

        await().until(() -> tab.client().snapshot().state() == ConnectionState.ERROR);
        await().until(() -> TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                        .size()
                == 0);
    }
}
