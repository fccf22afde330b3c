// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.credential;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.retry.Backoff;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.Answer.Framing;
import io.rillway.client.testing.Answer.Then;
import io.rillway.client.testing.ScriptedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MintedCredentialIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Answer json(int status, String body) {
        return new Answer(
                status, List.of("Content-Type: application/json"), List.of(body), Framing.CONTENT_LENGTH, Then.END);
    }

    private static ClientOptions options(ScriptedServer mint, CredentialSource longer) {
        return ClientOptions.defaults()
                .retry(Backoff.defaults().withInitial(Duration.ofMillis(1)))
                .credentials(MintedCredential.session(HTTP, mint.uri(), longer));
    }

    @Test
    @DisplayName("S4-02 S4-04 each attempt has a session of its own, and the token shows in no address of a stream")
    void mintsForEachAttempt() throws Exception {
        try (ScriptedServer mint =
                        new ScriptedServer(json(200, "{\"session_id\":\"s1\"}"), json(200, "{\"session_id\":\"s2\"}"));
                ScriptedServer server = new ScriptedServer(stream("id: 1\ndata: a\n\n"), held("data: b\n\n"));
                EventClient client = EventClient.open(
                        server.uri(), options(mint, CredentialSource.fixed(Credential.bearer("s3cret"))))) {
            assertThat(client.stream().limit(2).map(event -> event.data())).containsExactly("a", "b");
            assertThat(mint.request(0))
                    .startsWith("POST /api/v1/events/session ")
                    .contains("Bearer s3cret");
            assertThat(server.request(0))
                    .startsWith("GET /events?session_id=s1 ")
                    .doesNotContain("s3cret");
            assertThat(server.request(1))
                    .startsWith("GET /events?session_id=s2 ")
                    .contains("Last-Event-ID: 1\n");
        }
    }

    @Test
    void aRefusalOfTheMintRenewsOnceAndIsThenForGood() throws Exception {
        List<Boolean> asked = new ArrayList<>();
        CredentialSource longer = refused -> {
            asked.add(refused);
            return Credential.bearer("t");
        };
        try (ScriptedServer mint = new ScriptedServer(status(401));
                ScriptedServer server = new ScriptedServer(held());
                EventClient client = EventClient.open(server.uri(), options(mint, longer))) {
            List<StreamEvent> seen = new ArrayList<>();
            client.forEach(seen::add);
            assertThat(seen).hasSize(2).last().isInstanceOfSatisfying(Fault.class, fault -> {
                assertThat(fault.error().kind()).isEqualTo(Kind.HTTP_STATUS);
                assertThat(fault.error().status()).isEqualTo(401);
            });
            assertThat(asked).containsExactly(false, true);
            assertThat(client.snapshot().state()).isEqualTo(ConnectionState.ERROR);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesAnHttpClientThatWouldTakeACredentialElsewhere() {
        HttpClient eager =
                HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
        CredentialSource longer = CredentialSource.fixed(Credential.bearer("s3cret"));
        URI server = URI.create("http://localhost");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MintedCredential.session(eager, server, longer))
                .withMessageStartingWith("http: follows redirects itself");
        assertThatIllegalArgumentException().isThrownBy(() -> new Renewal(eager, server, longer));
    }

    @Test
    void anAnswerThatIsCutIsTriedAgain() throws Exception {
        Answer cut = new Answer(200, List.of(), List.of("{"), Framing.CHUNKED, Then.CUT);
        try (ScriptedServer mint = new ScriptedServer(cut, json(200, "{\"session_id\":\"s2\"}"));
                ScriptedServer server = new ScriptedServer(held("data: a\n\n"));
                EventClient client =
                        EventClient.open(server.uri(), options(mint, CredentialSource.fixed(Credential.NONE)))) {
            assertThat(client.stream().findFirst()).isPresent();
            assertThat(server.request(0)).startsWith("GET /events?session_id=s2 ");
        }
    }

    @Test
    void anAnswerWithoutASessionIsTriedAgain() throws Exception {
        try (ScriptedServer mint = new ScriptedServer(
                        json(200, "nonsense"), json(200, "{}"), json(200, "{\"session_id\":\"s3\"}"));
                ScriptedServer server = new ScriptedServer(held("data: a\n\n"));
                EventClient client =
                        EventClient.open(server.uri(), options(mint, CredentialSource.fixed(Credential.NONE)))) {
            assertThat(client.stream().findFirst()).isPresent();
            assertThat(server.request(0)).startsWith("GET /events?session_id=s3 ");
        }
    }
}
