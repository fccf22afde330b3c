// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.TopicSelector;
import io.rillway.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthTest {

    private static final Principal ANNA =
            new Principal("anna", Set.of(Role.OPERATOR), List.of(TopicSelector.ALL), List.of());

    private final ManualClock clock = new ManualClock();
    private final SessionStore sessions = new SessionStore(clock);

    @TempDir
    private Path data;

    @Test
    void knowsTokensByTheirDigests() {
        TokenStore tokens = new TokenStore(Map.of("plain", ANNA, Secrets.digest("hashed"), ANNA));

        assertThat(tokens.find("plain").map(Identity::principal)).contains(ANNA);
        assertThat(tokens.find("hashed").map(Identity::principal)).contains(ANNA);
        assertThat(tokens.find(Secrets.digest("hashed")))
                .as("a digest is not a token")
                .isEmpty();
        assertThat(tokens.find("")).isEmpty();
    }

    @Test
    void ticketOpensOneSession() {
        String ticket = sessions.newTicket(ANNA);
        String session = sessions.redeem(ticket).orElseThrow();

        assertThat(sessions.redeem(ticket)).isEmpty();
        assertThat(sessions.find(session).map(Identity::principal)).contains(ANNA);
        assertThat(sessions.find(ticket)).isEmpty();
        sessions.end(session);
        assertThat(sessions.find(session)).isEmpty();
    }

    @Test
    void ticketsAndSessionsExpire() {
        String late = sessions.newTicket(ANNA);
        String session = sessions.redeem(sessions.newTicket(ANNA)).orElseThrow();

        clock.advance(Duration.ofMinutes(10));
        assertThat(sessions.redeem(late)).isEmpty();
        clock.advance(Duration.ofHours(12));
        assertThat(sessions.find(session)).isEmpty();
    }

    @Test
    void laterRolesIncludeEarlierOnes() {
        assertThat(ANNA.may(Role.VIEWER)).isTrue();
        assertThat(ANNA.may(Role.OPERATOR)).isTrue();
        assertThat(ANNA.may(Role.ADMIN)).isFalse();
    }

    @Test
    void firstTokenIsMadeOnceAndKeptAsADigest() throws IOException {
        FirstToken first = FirstToken.in(Optional.of(data));
        first.keep(Optional.of(data));
        FirstToken second = FirstToken.in(Optional.of(data));

        String token = first.fresh().orElseThrow();
        assertThat(second.fresh()).isEmpty();
        assertThat(second.digest()).isEqualTo(first.digest()).isEqualTo(Secrets.digest(token));
        try (var files = Files.list(data)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(token));
        }
        assertThat(FirstToken.in(Optional.empty()).fresh()).isPresent();
        assertThat(first.toString()).doesNotContain(token);
    }
}
