// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.credential.MintedCredential;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.Credential;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.retry.Backoff;
import io.rillway.server.testing.SilentProxy;
import io.rillway.server.testing.TestServer;
import io.rillway.server.testing.Watcher;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A writer at a desk behind a network that fails, whose client mints a session for every attempt. */
class ScenarioStudioIT {

    private static final Backoff QUICK = new Backoff(
            Duration.ofMillis(20), 1.5, Duration.ofSeconds(1), 0, 10, Duration.ZERO, Duration.ofMillis(300));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AutoClose
    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: admin-token, principal: root, roles: [admin], grants: ["**"]}
                - {token: writer-token, principal: writer, grants: ["user/writer/**", "novel/**"]}
            log: {maxEvents: 120}
            endpoints: [{preset: studio, heartbeat: 1s, retry: 20ms, backlog: 0, parameters: [events, "meta_*"]}]
            """);

    private ClientOptions minting(String token) {
        return ClientOptions.defaults()
                .credentials(MintedCredential.session(http, server.uri(), refused -> Credential.bearer(token)))
                .retry(QUICK);
    }

    private static URI stream(URI server) {
        return server.resolve("/api/v1/events/stream?events=novel.created,chapter.updated&meta_client_version=1.0.0");
    }

    private void publish(String type, int number) throws Exception {
        String event = "{\"topic\":\"novel/n1\",\"type\":\"" + type + "\",\"data\":" + number + "}";
        assertThat(server.send("admin-token", "POST", "/api/v1/events", event).statusCode())
                .isEqualTo(202);
    }

    private static List<String> numbers(Watcher watcher) {
        return watcher.events().stream().map(Received::data).toList();
    }

    @Test
    @DisplayName(
            "S4-05 S4-07 a session is minted for the stream, which carries the types that were asked for; without one none")
    void mintsAndFilters() throws Exception {
        try (Watcher writer = Watcher.of(stream(server.uri()), minting("writer-token"));
                Watcher nobody = new Watcher(stream(server.uri()), minting("no-token"), client -> {})) {
            publish("novel.created", 1);
            publish("agent.activity", 2);
            publish("chapter.updated", 3);

            writer.awaited("chapter.updated");
            assertThat(numbers(writer)).containsExactly("1", "3");
            await().until(() -> nobody.client().snapshot().state() == ConnectionState.ERROR);
            assertThat(nobody.all()).isEmpty();
            assertThat(TestServer.data(server.send("admin-token", "GET", "/api/v1/connections", ""))
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "S4-06 S4-08 S4-09 S4-13 G5 a silent network is noticed; with a new session and the last id nothing is lost or doubled")
    void survivesASilentNetwork() throws Exception {
        try (SilentProxy proxy = new SilentProxy(server.uri());
                Watcher writer = Watcher.of(stream(proxy.uri()), minting("writer-token"))) {
            for (int i = 1; i <= 5; i++) {
                publish("chapter.updated", i);
            }
            await().until(() -> numbers(writer).size() == 5);

            proxy.fallSilentOnce();
            for (int i = 6; i <= 10; i++) {
                publish("chapter.updated", i);
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> numbers(writer).size() >= 10);
            publish("novel.created", 11);
            writer.awaited("novel.created");
            assertThat(numbers(writer))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 11)
                            .mapToObj(String::valueOf)
                            .toList());
        }
    }

    @Test
    @DisplayName("C1 what is no longer kept is told as one gap, before what comes after it")
    void tellsAGap() throws Exception {
        try (Watcher writer = Watcher.of(stream(server.uri()), minting("writer-token"))) {
            publish("chapter.updated", 1);
            String first = writer.awaited("chapter.updated").id();
            writer.leave();
            for (int i = 2; i <= 200; i++) {
                publish("chapter.updated", i);
            }

            try (Watcher again =
                    Watcher.of(stream(server.uri()), minting("writer-token").startAfter(first))) {
                await().until(() -> numbers(again).contains("200"));
                assertThat(again.types()).containsOnlyOnce("gap").startsWith("gap");
                assertThat(numbers(again)).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    @DisplayName("S4-10 a third stream waits until another of its user has gone")
    void theThirdWaits() throws Exception {
        try (Watcher first = Watcher.of(stream(server.uri()), minting("writer-token"));
                Watcher second = Watcher.of(stream(server.uri()), minting("writer-token"));
                Watcher third = new Watcher(stream(server.uri()), minting("writer-token"), client -> {})) {
            await().until(() -> third.client().snapshot().state() == ConnectionState.RECONNECTING);

            assertThat(third.client().snapshot().lastError().orElseThrow().message())
                    .isEqualTo("status 429");
            second.leave();
            third.connected();
            assertThat(first.client().snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }
}
