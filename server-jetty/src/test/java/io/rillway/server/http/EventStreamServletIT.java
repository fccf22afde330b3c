// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static io.rillway.server.testing.RawClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.server.auth.CredentialChain;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.auth.TokenStore;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.StreamServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamServletIT {

    private static final Principal EVE = new Principal(
            "eve", Set.of(Role.VIEWER), List.of(TopicSelector.of("project/p1/**"), TopicSelector.of("n")), List.of());
    private static final Principal ADMIN =
            new Principal("admin", Set.of(Role.ADMIN), List.of(TopicSelector.ALL), List.of(TopicSelector.ALL));

    private final SessionStore sessions = new SessionStore(InstantSource.system());
    private final List<StreamServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(StreamServer::close);
    }

    private StreamServer serve(Endpoint endpoint) {
        TokenStore tokens = new TokenStore(Map.of("eve-token", EVE, "admin-token", ADMIN));
        CredentialChain chain = new CredentialChain(endpoint.credentials(), tokens, sessions);
        return serve(HubOptions.defaults(), endpoint, chain);
    }

    private StreamServer serve(HubOptions options, Endpoint endpoint, CredentialChain chain) {
        StreamServer server =
                new StreamServer(options, hub -> new EventStreamServlet(hub, endpoint).authenticatedBy(chain));
        servers.add(server);
        return server;
    }

    private static RawClient open(StreamServer server, String query, String headers) throws IOException {
        return new RawClient(server.uri(), get("/events" + query, headers));
    }

    private static String publish(EventHub hub, String topic, int number) {
        return hub.publish(Event.of(topic, "n", number)).toCompletableFuture().join();
    }

    @Test
    @DisplayName("S1-07 head and first bytes of the home-lab stream")
    void homelabHeadAndGreeting() throws IOException {
        StreamServer server = serve(Endpoint.homelab());
        try (RawClient client = open(server, "", "Authorization: Bearer admin-token\r\n")) {
            String head = client.readUntil("\r\n\r\n");
            String greeting = client.readUntil("-0\n\n");

            assertThat(head)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: text/event-stream\r\n")
                    .contains("Cache-Control: no-cache\r\n")
                    .contains("Connection: keep-alive\r\n")
                    .contains("X-Accel-Buffering: no\r\n")
                    .contains("Rillway-Heartbeat: 30\r\n")
                    .doesNotContain("Server:");
            assertThat(greeting).contains(":ok\n\nretry: 5000\n\nid: ");
        }
    }

    @Test
    void canonicalHeadAndGreeting() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        try (RawClient client = open(server, "", "Authorization: Bearer admin-token\r\n")) {
            String head = client.readUntil("\r\n\r\n");

            assertThat(head)
                    .contains("Content-Type: text/event-stream\r\n")
                    .contains("Cache-Control: no-store, no-transform\r\n")
                    .contains("Rillway-Heartbeat: 15\r\n");
            assertThat(client.readUntil("}\n\n"))
                    .containsPattern(
                            "retry: 1000\n\nid: [0-9a-f]{16}-0\nevent: connected\ndata: \\{\"connection_id\":");
        }
    }

    @Test
    @DisplayName("S1-08 C5 cookie, then Bearer, then query; what is invalid falls through")
    void credentialsInOrder() throws IOException {
        StreamServer server = serve(Endpoint.homelab());
        String session = sessions.redeem(sessions.newTicket(ADMIN)).orElseThrow();
        List<String[]> good = List.of(
                new String[] {"", "Cookie: session_token=" + session + "\r\n"},
                new String[] {"", "Authorization: Bearer eve-token\r\n"},
                new String[] {"?token=eve-token", ""},
                new String[] {"?token=eve-token", "Cookie: session_token=no\r\nAuthorization: Bearer no\r\n"},
                new String[] {"?token=no", "Cookie: session_token=" + session + "\r\n"});
        for (String[] request : good) {
            try (RawClient client = open(server, request[0], request[1])) {
                assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "?token=no", "?token="})
    @DisplayName("S1-09 without a valid credential 401, before any byte of a stream")
    void unauthorized(String query) throws IOException {
        StreamServer server = serve(Endpoint.homelab());
        try (RawClient client = open(server, query, "Cookie: session_token=no\r\n")) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 401 ").contains("application/json");
            assertThat(client.readUntil("}}"))
                    .contains("{\"error\":{\"code\":\"UNAUTHORIZED\",\"message\":\"a valid credential is needed\"}}");
        }
    }

    @Test
    @DisplayName("C4 a token in the query is off where the endpoint does not ask for it")
    void noTokenInTheQueryOfTheCanonicalEndpoint() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        try (RawClient client = open(server, "?token=admin-token", "")) {
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 401 ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?topic=project/p2|403|eve may not see project/p2",
                "?topic=a//b|400|topic selector: \\\"a//b\\\"",
                "?last=0|400|last: \\\"0\\\" (expected: 1 to 100000)",
                "?last=x|400|last: ",
                "?since=yesterday|400|since: \\\"yesterday\\\" (expected: a time",
            })
    void refusesWhatCannotBe(String query, int status, String message) throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        try (RawClient client = open(server, query, "Authorization: Bearer eve-token\r\n")) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.readUntil("}}")).contains(message);
        }
    }

    @Test
    void refusesOtherMethodsAndTypes() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        try (RawClient post =
                        new RawClient(server.uri(), "POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
                RawClient json = open(server, "", "Accept: application/json\r\n")) {
            assertThat(post.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD\r\n");
            assertThat(json.readUntil("}}"))
                    .startsWith("HTTP/1.1 406 ")
                    .contains("Accept: \\\"application/json\\\" (expected: text/event-stream)");
        }
    }

    @Test
    void narrowsWildcardsToTheGrantsAndFilters() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        String query = "?topic=project/**&events=n,m&project_id=p1&meta_client_version=1.0.0";
        try (RawClient client = open(server, query, "Authorization: Bearer eve-token\r\n")) {
            client.readUntil("}\n\n");
            publish(server.hub(), "project/p1", 1);
            server.hub().publish(Event.of("project/p2", "n", 2).withAttributes(Map.of("project_id", "p1")));
            server.hub().publish(Event.of("project/p1", "o", 3).withAttributes(Map.of("project_id", "p1")));
            server.hub().publish(Event.of("project/p1", "m", 4).withAttributes(Map.of("project_id", "p1")));

            assertThat(client.readUntil("\n\n")).contains("event: m\ndata: 4\n\n");
        }
    }

    @Test
    void resumesByHeaderBeforeParameter() throws IOException {
        StreamServer server = serve(Endpoint.homelab());
        String first = publish(server.hub(), "cascade/c1", 1);
        String second = publish(server.hub(), "cascade/c1", 2);
        publish(server.hub(), "cascade/c1", 3);
        String token = "Authorization: Bearer admin-token\r\n";

        try (RawClient byHeader = open(server, "?last_event_id=" + first, token + "Last-Event-ID: " + second + "\r\n");
                RawClient byParameter = open(server, "?last_event_id=" + first, token)) {
            assertThat(byHeader.readUntil("data: 3\n\n")).doesNotContain("data: 2");
            assertThat(byParameter.readUntil("data: 3\n\n")).contains("data: 2").doesNotContain("data: 1");
        }
    }

    @Test
    void startsWithTheLastOrSinceATime() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        for (int i = 1; i <= 5; i++) {
            publish(server.hub(), "n", i);
        }
        String token = "Authorization: Bearer eve-token\r\n";
        try (RawClient last = open(server, "?last=2", token);
                RawClient since = open(server, "?since=2020-01-01T00:00:00Z", token)) {
            assertThat(last.readUntil("data: 5\n\n")).contains("data: 4").doesNotContain("data: 3");
            assertThat(since.readUntil("data: 5\n\n")).contains("data: 1");
        }
    }

    @Test
    @DisplayName("a peer that leaves an idle stream is noticed without anything being published")
    void noticesWhoLeaves() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        RawClient leaving = open(server, "", "Authorization: Bearer eve-token\r\n");
        RawClient resetting = open(server, "", "Authorization: Bearer eve-token\r\n");
        leaving.readUntil("}\n\n");
        resetting.readUntil("}\n\n");
        assertThat(server.hub().subscriberCount()).isEqualTo(2);

        leaving.leave();
        await().until(() -> server.hub().subscriberCount() == 1);
        resetting.reset();
        await().until(() -> server.hub().subscriberCount() == 0);
    }

    @Test
    @DisplayName("G8 a peer that does not read delays nobody")
    void stalledReaderDelaysNobody() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        String token = "Authorization: Bearer eve-token\r\n";
        try (RawClient stalled = open(server, "", token);
                RawClient reading = open(server, "", token)) {
            stalled.readUntil("}\n\n");
            reading.readUntil("}\n\n");
            for (int i = 1; i <= 2000; i++) {
                server.hub().publish(Event.of("n", "n", i + "x".repeat(8000)));
            }
            assertThat(reading.readUntil("data: \"2000x")).contains("data: \"1x");
            assertThat(stalled.readUntil("data: \"2000x")).contains("data: \"1x");
        }
    }

    @Test
    @DisplayName("S1-05 close() ends every stream cleanly, with a last retry")
    void closeEndsStreamsCleanly() throws IOException {
        StreamServer server = serve(Endpoint.homelab());
        try (RawClient client = open(server, "", "Authorization: Bearer admin-token\r\n")) {
            client.readUntil("-0\n\n");
            server.hub().close();

            assertThat(client.readAll()).containsPattern("retry: \\d+\n\n").endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void toldToComeBackWhenFull() throws IOException {
        Endpoint endpoint = Endpoint.canonical();
        TokenStore tokens = new TokenStore(Map.of("eve-token", EVE));
        StreamServer server = serve(
                HubOptions.defaults().withLimits(1, 1024),
                endpoint,
                new CredentialChain(endpoint.credentials(), tokens, sessions));
        String token = "Authorization: Bearer eve-token\r\n";
        String browser = token + "Sec-Fetch-Mode: cors\r\nAccept: text/event-stream\r\n";
        try (RawClient first = open(server, "", token)) {
            first.readUntil("}\n\n");
            RawClient api = open(server, "", token);
            RawClient page = open(server, "", browser + "Connection: close\r\n");
            assertThat(api.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5\r\n");
            assertThat(page.readAll()).startsWith("HTTP/1.1 200 ").containsPattern("retry: [2-5]\\d{3}\n\n");
        }
    }

    @Test
    void servesOnH2AndOldHttp() throws Exception {
        StreamServer server = serve(Endpoint.homelab());
        try (RawH2 client = new RawH2(server.uri())) {
            client.get(1, "/events?token=admin-token");
            client.readUntil(1, ":ok\n\n");
            publish(server.hub(), "cascade/c1", 7);
            server.hub().close();
            assertThat(client.readEnd(1)).isEqualTo("END");
            client.readUntil(1, "data: 7\n");
        }

        StreamServer other = serve(Endpoint.homelab());
        try (RawClient old = new RawClient(other.uri(), "GET /events?token=eve-token HTTP/1.0\r\nHost: x\r\n\r\n")) {
            assertThat(old.readUntil(":ok\n\n")).contains(" 200 ").doesNotContain("chunked");
        }
    }

    @Test
    void opensToEverybodyInWords() throws IOException {
        StreamServer server = new StreamServer(
                HubOptions.defaults(), hub -> new EventStreamServlet(hub, Endpoint.canonical()).anonymous("n"));
        servers.add(server);
        try (RawClient client = open(server, "", "")) {
            client.readUntil("}\n\n");
            publish(server.hub(), "secret", 1);
            publish(server.hub(), "n", 2);
            assertThat(client.readUntil("\n\n")).contains("data: 2");
        }
    }

    @Test
    void closedToEverybodyWithoutAnAuthenticator() throws IOException {
        StreamServer server =
                new StreamServer(HubOptions.defaults(), hub -> new EventStreamServlet(hub, Endpoint.canonical()));
        servers.add(server);
        try (RawClient client = open(server, "", "")) {
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void comingAndGoingLeavesNothing() throws IOException {
        StreamServer server = serve(Endpoint.canonical());
        for (int i = 0; i < 300; i++) {
            try (RawClient client = open(server, "", "Authorization: Bearer eve-token\r\n")) {
                client.readUntil("\r\n\r\n");
            }
        }
        await().until(() -> server.hub().subscriberCount() == 0);
    }
}
