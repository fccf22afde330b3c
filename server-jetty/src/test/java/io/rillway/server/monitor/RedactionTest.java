// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("G7 credentials in what is logged")
class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /api/events?token=abc123&x=1|GET /api/events?token=***&x=1",
                "Authorization: Bearer s3cret-1.2|Authorization: *** ***",
                "sent Bearer abcdefgh to it|sent Bearer *** to it",
                "Cookie: a=1; session_token=2|Cookie:***",
                "{\"password\": \"pw\", \"user\":\"anna\"}|{\"password\": \"***\", \"user\":\"anna\"}",
                "client_secret=x sse_token=y session_id=z|client_secret=*** sse_token=*** session_id=***",
                "jdbc:postgresql://anna:pw@db/x|jdbc:postgresql://***@db/x",
                "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln here|got *** here",
                "hash pbkdf2:sha256:600000:c2FsdA:aGFzaA|hash ***",
                "http://h/signin?ticket=abc|http://h/signin?ticket=***"
            })
    void leavesCredentialsOut(String logged, String kept) {
        assertThat(Redaction.text(logged)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db is online after 12 ms", "10.0.0.1 GET /healthz 200", "a: b; c=d", ""})
    void leavesOtherTextAlone(String logged) {
        assertThat(Redaction.text(logged)).isEqualTo(logged);
    }

    @Test
    void leavesOutAPrivateKeyAndHeaderOverLines() {
        assertThat(Redaction.text("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nend"))
                .isEqualTo("***\nend");
        assertThat(Redaction.text("Cookie: a=1\nnext")).isEqualTo("Cookie:***\nnext");
    }

    @Test
    void looksIntoTheContext() {
        Map<String, Object> deep = Map.of("list", List.of(Map.of("api_key", 7), "token=x"));
        LogLine line = new LogLine(
                Instant.EPOCH, Level.INFO, "m", Entity.of(Map.of("accessToken", List.of("a"), "deep", deep)));

        Map<String, Object> expected = Map.of("list", List.of(Map.of("api_key", "***"), "token=***"));
        assertThat(Redaction.of(line).context().fields()).isEqualTo(Map.of("accessToken", "***", "deep", expected));
    }

    @Test
    void takesNoLongerForTextThatIsMadeToTakeLong() {
        String evil = "token".repeat(20_000) + "://".repeat(10_000) + "a".repeat(100_000) + " ".repeat(100_000);

        assertThat(Redaction.text(evil)).startsWith("tokentoken");
    }
}
