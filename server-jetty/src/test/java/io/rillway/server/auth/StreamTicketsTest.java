// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.hub.port.Validity;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamTicketsTest {

    private static final Identity ANNA = identity("anna");

    private final ManualClock clock = new ManualClock();
    private final StreamTickets tickets = new StreamTickets(clock);

    private static Identity identity(String name) {
        return new Identity(
                new Principal(name, Set.of(), List.of(), List.of()),
                Credential.of(name + "-token", Instant.EPOCH, Validity.ALWAYS));
    }

    private Optional<Principal> take(String id) {
        return tickets.takeSession(id, "studio").map(Identity::principal);
    }

    @Test
    @DisplayName("S4-02 a session id is 32 random bytes, url-safe")
    void aSessionIdIsLong() {
        String id = tickets.newSession(ANNA, "studio");

        assertThat(id).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(tickets.newSession(ANNA, "studio"));
    }

    @Test
    @DisplayName("S4-03 G11 a session id is good once")
    void aSessionIdIsGoodOnce() {
        String id = tickets.newSession(ANNA, "studio");

        assertThat(take(id)).contains(ANNA.principal());
        assertThat(take(id)).isEmpty();
    }

    @Test
    @DisplayName("S4-02 G11 a session id is good for 30 seconds")
    void aSessionIdExpires() {
        String late = tickets.newSession(ANNA, "studio");
        String later = tickets.newSession(ANNA, "studio");

        clock.advance(Duration.ofMillis(29_999));
        assertThat(take(late)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(take(later)).isEmpty();
    }

    @Test
    @DisplayName("S4-01 a stream token is good for 60 seconds, as often as wanted")
    void aTokenExpires() {
        StreamTickets.Token token = tickets.newToken(ANNA, "studio");

        assertThat(token.expires()).isEqualTo(clock.instant().plusSeconds(60));
        clock.advance(Duration.ofMillis(59_999));
        assertThat(tickets.findToken(token.token(), "studio")).contains(ANNA);
        assertThat(tickets.findToken(token.token(), "studio")).contains(ANNA);
        clock.advance(Duration.ofMillis(1));
        assertThat(tickets.findToken(token.token(), "studio")).isEmpty();
        assertThat(token.toString()).doesNotContain(token.token());
    }

    @Test
    @DisplayName("S4-01 neither kind is taken for the other, nor at another endpoint")
    void theKindAndTheEndpointAreChecked() {
        String id = tickets.newSession(ANNA, "studio");
        String token = tickets.newToken(ANNA, "studio").token();

        assertThat(tickets.findToken(id, "studio")).isEmpty();
        assertThat(take(token)).isEmpty();
        assertThat(tickets.findToken(token, "canonical")).isEmpty();
        assertThat(tickets.takeSession(id, "canonical")).isEmpty();
        assertThat(take(id)).as("a look at the wrong endpoint uses nothing up").isPresent();
    }

    @Test
    void whatCameToNothingIsGivenBackForTheTimeThatWasLeft() {
        String id = tickets.newSession(ANNA, "studio");

        clock.advance(Duration.ofSeconds(10));
        tickets.takeSession(id, "studio").orElseThrow().giveBack().orElseThrow().run();
        clock.advance(Duration.ofSeconds(19));
        tickets.takeSession(id, "studio").orElseThrow().giveBack().orElseThrow().run();
        clock.advance(Duration.ofSeconds(1));

        assertThat(take(id)).isEmpty();
    }

    @Test
    void whatIsTakenBackWhileItIsInUseIsNotGivenBack() {
        String id = tickets.newSession(ANNA, "studio");
        Runnable giveBack =
                tickets.takeSession(id, "studio").orElseThrow().giveBack().orElseThrow();

        tickets.revokeAll("anna");
        giveBack.run();

        assertThat(take(id)).isEmpty();
    }

    @Test
    void aTicketIsKnownByTheCredentialThatItWasMintedWith() {
        assertThat(tickets.takeSession(tickets.newSession(ANNA, "studio"), "studio")
                        .orElseThrow()
                        .credential())
                .isEqualTo(ANNA.credential());
    }

    @Test
    void aPrincipalsTicketsAreTakenBackTogether() {
        String one = tickets.newSession(ANNA, "studio");
        String token = tickets.newToken(ANNA, "studio").token();
        String others = tickets.newSession(identity("otto"), "studio");

        tickets.revokeAll("anna");

        assertThat(take(one)).isEmpty();
        assertThat(tickets.findToken(token, "studio")).isEmpty();
        assertThat(take(others)).isPresent();
    }

    @Test
    @DisplayName("G11 one of 100 uses at once wins")
    void oneOfManyAtOnceWins() throws Exception {
        String id = tickets.newSession(ANNA, "studio");
        ExecutorService threads = Executors.newFixedThreadPool(20);
        Callable<Boolean> use = () -> take(id).isPresent();

        int winners = 0;
        for (Future<Boolean> won : threads.invokeAll(Collections.nCopies(100, use))) {
            winners += won.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(winners).isEqualTo(1);
    }

    @Test
    void theEldestMakesRoom() {
        TimedStore<String> store = new TimedStore<>(clock, 2);
        Instant until = clock.instant().plusSeconds(1);
        String one = store.put("1", until);
        String two = store.put("2", until);
        String three = store.put("3", until);

        assertThat(store.find(one)).isEmpty();
        assertThat(store.find(two)).contains("2");
        assertThat(store.find(three)).contains("3");
    }
}
