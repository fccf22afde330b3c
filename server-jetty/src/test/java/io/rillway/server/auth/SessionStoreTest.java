// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionStoreTest {

    private static final Principal ANNA = new Principal("anna", Set.of(), List.of(), List.of());

    private final ManualClock clock = new ManualClock();
    private final SessionStore sessions =
            new SessionStore(clock, new SessionStore.Lives(Duration.ofMinutes(10), Duration.ofMinutes(25)));

    @Test
    void aSessionEndsWhenItIsNotUsed() {
        String id = sessions.open(ANNA);

        clock.advance(Duration.ofMinutes(10));

        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void aSessionThatIsUsedEndsAtLast() {
        Instant start = clock.instant();
        String id = sessions.open(ANNA);

        clock.advance(Duration.ofMinutes(9));
        assertThat(sessions.find(id)).isPresent();
        clock.advance(Duration.ofMinutes(9));
        Identity used = sessions.find(id).orElseThrow();
        assertThat(used.credential().issued()).isEqualTo(start);
        assertThat(used.credential().expires())
                .as("the absolute end comes before the idle one")
                .isEqualTo(start.plus(Duration.ofMinutes(25)));
        clock.advance(Duration.ofMinutes(7));
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void aCredentialIsGoodAsLongAsItsSession() {
        Instant start = clock.instant();
        String id = sessions.open(ANNA);
        Identity used = sessions.find(id).orElseThrow();

        assertThat(used.credential().expires()).isEqualTo(start.plus(Duration.ofMinutes(10)));
        clock.advance(Duration.ofMinutes(5));
        sessions.find(id);
        assertThat(used.credential().expires()).isEqualTo(start.plus(Duration.ofMinutes(15)));
        sessions.end(id);
        assertThat(used.credential().expires()).isEqualTo(Instant.MIN);
    }

    @Test
    void aPrincipalsSessionsAndTicketsEndTogether() {
        String one = sessions.open(ANNA);
        String ticket = sessions.newTicket(ANNA);
        String other = sessions.open(new Principal("otto", Set.of(), List.of(), List.of()));

        sessions.endAll("anna");

        assertThat(sessions.find(one)).isEmpty();
        assertThat(sessions.redeem(ticket)).isEmpty();
        assertThat(sessions.find(other)).isPresent();
    }

    @Test
    void aSessionThatEndedDoesNotComeBackByBeingUsed() {
        String id = sessions.open(ANNA);
        sessions.find(id);
        sessions.end(id);

        assertThat(sessions.find(id)).isEmpty();
    }
}
