// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.TopicSelector;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.Validity;
import io.rillway.server.auth.Credential;
import io.rillway.server.auth.CredentialChain;
import io.rillway.server.auth.CredentialChain.Known;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.auth.StreamTickets;
import io.rillway.server.auth.TokenStore;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.http.EventStreamServlet;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.StreamServer;
import io.rillway.testing.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets that are used again, late, elsewhere, or by many at once; the clock is the test's. */
class AttackTicketsIT {

    private static final Principal EVE = new Principal("eve", Set.of(), List.of(TopicSelector.ALL), List.of());

    private final ManualClock clock = new ManualClock();
    private final StreamTickets tickets = new StreamTickets(clock);
    private final AtomicReference<Instant> end = new AtomicReference<>(Instant.MAX);
    private final Identity eve = new Identity(EVE, Credential.of("eve-token", Instant.MIN, end::get));
    private final StreamServer server = new StreamServer(HubOptions.defaults(), this::studio);

    private EventStreamServlet studio(EventHub hub) {
        Endpoint studio = Endpoint.studio();
        Known known = new Known(
                new TokenStore(Map.of("eve-token", EVE)), new SessionStore(clock), tickets, Validity.USUAL_NOTICE);
        return new EventStreamServlet(hub, studio).authenticatedBy(new CredentialChain(studio.credentials(), known));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient stream(String query, String... headers) throws IOException {
        return new RawClient(server.uri(), RawClient.get("/events" + query, String.join("", headers)));
    }

    private String status(String query, String... headers) throws IOException {
        try (RawClient client = stream(query, headers)) {
            return client.readUntil("\r\n").substring(9, 12);
        }
    }

    @Test
    @DisplayName("S4-03 G11 the second use of a session id is 401, with the body of its clients")
    void theSecondUseIsRefused() throws IOException {
        String query = "?session_id=" + tickets.newSession(eve, "studio");

        assertThat(status(query)).isEqualTo("200");
        try (RawClient second = stream(query, "Connection: close\r\n")) {
            assertThat(second.readAll())
                    .startsWith("HTTP/1.1 401")
                    .contains("application/json")
                    .endsWith("{\"detail\":\"Invalid or expired session\"}");
        }
    }

    @Test
    void aLookByHeadUsesNoSessionIdUp() throws IOException {
        String query = "?session_id=" + tickets.newSession(eve, "studio");
        String head = RawClient.get("/events" + query, "Connection: close\r\n").replaceFirst("GET", "HEAD");

        try (RawClient look = new RawClient(server.uri(), head)) {
            assertThat(look.readAll()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        }

        assertThat(status(query)).isEqualTo("200");
        assertThat(status(query)).isEqualTo("401");
    }

    @Test
    @DisplayName("S4-02 G11 a session id that is 31 s old is 401")
    void anOldOneIsRefused() throws IOException {
        String fresh = tickets.newSession(eve, "studio");
        clock.advance(Duration.ofMillis(29_999));
        assertThat(status("?session_id=" + fresh)).isEqualTo("200");

        String old = tickets.newSession(eve, "studio");
        clock.advance(Duration.ofSeconds(31));
        assertThat(status("?session_id=" + old)).isEqualTo("401");
    }

    @Test
    @DisplayName("S4-01 a stream token that is 61 s old is 401")
    void anOldTokenIsRefused() throws IOException {
        String token = tickets.newToken(eve, "studio").token();

        assertThat(status("?sse_token=" + token)).isEqualTo("200");
        clock.advance(Duration.ofSeconds(61));
        assertThat(status("?sse_token=" + token)).isEqualTo("401");
    }

    @Test
    @DisplayName("G11 of 100 uses of a session id at once one wins")
    void oneOfAHundredWins() throws Exception {
        String query = "?session_id=" + tickets.newSession(eve, "studio");
        ExecutorService threads = Executors.newFixedThreadPool(25);
        List<Callable<String>> uses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            uses.add(() -> status(query));
        }

        List<String> statuses = new ArrayList<>();
        for (Future<String> use : threads.invokeAll(uses)) {
            statuses.add(use.get());
        }
        threads.shutdown();

        assertThat(statuses).containsOnlyOnce("200").hasSize(100);
        assertThat(statuses.stream().filter("401"::equals)).hasSize(99);
    }

    @Test
    @DisplayName("S4-10 the third stream of a user is 429, and its session id is still good when a place is free")
    void whoFindsNoPlaceKeepsTheTicket() throws Exception {
        String third = tickets.newSession(eve, "studio");
        try (RawClient one = stream("?session_id=" + tickets.newSession(eve, "studio"));
                RawClient two = stream("?session_id=" + tickets.newSession(eve, "studio"))) {
            one.readUntil("}\n\n");
            two.readUntil("}\n\n");
            try (RawClient refused = stream("?session_id=" + third)) {
                assertThat(refused.readUntil("\r\n\r\n"))
                        .startsWith("HTTP/1.1 429")
                        .contains("Retry-After: 30\r\n");
            }
        }
        await().until(() -> server.hub().subscriberCount() == 0);
        assertThat(status("?session_id=" + third)).isEqualTo("200");
    }

    @Test
    void aTicketOfAnotherEndpointOpensNothingAndStaysGood() throws IOException {
        String id = tickets.newSession(eve, "canonical");

        assertThat(status("?session_id=" + id)).isEqualTo("401");
        assertThat(tickets.takeSession(id, "canonical")).isPresent();
    }

    @Test
    void aTicketIsNoBetterThanWhatItWasMintedWith() throws IOException {
        String id = tickets.newSession(eve, "studio");
        String token = tickets.newToken(eve, "studio").token();

        end.set(clock.instant());

        assertThat(status("?session_id=" + id)).isEqualTo("401");
        assertThat(status("?sse_token=" + token)).isEqualTo("401");
    }

    @Test
    @DisplayName("a stream that a ticket has opened ends with the credential it was minted with")
    void aStreamEndsWithTheMintersCredential() throws IOException {
        try (RawClient stream = stream("?session_id=" + tickets.newSession(eve, "studio"))) {
            stream.readUntil("}\n\n");
            end.set(Instant.MIN);
            assertThat(server.hub().recheck("eve", null)).isEqualTo(1);
            stream.readAll();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s%%00", "%%20%s", "%s%%0A", "%s&session_id=x%%00", "x&session_id=%s", "%s,%s"})
    void aTicketIsExactlyItself(String form) throws IOException {
        String id = tickets.newSession(eve, "studio");

        assertThat(status("?session_id=" + form.formatted(id, id))).isIn("401", form.startsWith("%s&") ? "200" : "401");
    }

    @Test
    void aTicketCountsInItsParameterAlone() throws IOException {
        String id = tickets.newSession(eve, "studio");
        String token = tickets.newToken(eve, "studio").token();

        assertThat(status("?sse_token=" + id)).isEqualTo("401");
        assertThat(status("?session_id=" + token)).isEqualTo("401");
        assertThat(status("?Session_id=" + id)).isEqualTo("422");
        assertThat(status("?token=" + token)).isEqualTo("422");
        assertThat(status("", "Authorization: Bearer " + token + "\r\n")).isEqualTo("422");
        assertThat(status("", "Cookie: session_id=" + id + "\r\n")).isEqualTo("422");
        assertThat(status("?session_id=" + id)).isEqualTo("200");
    }
}
