// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.credential;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.testing.ScriptedServer;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RenewalIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static String expiring(String connection) {
        return "event: auth-expiring\ndata: {\"connection_id\":\"" + connection
                + "\",\"expires_at\":\"2026-11-21T12:00:00Z\",\"expires_in\":60}\n\n";
    }

    @Test
    void aStreamGoesOnWithAnotherCredential() throws Exception {
        List<Boolean> asked = new CopyOnWriteArrayList<>();
        CredentialSource source = refused -> {
            asked.add(refused);
            return Credential.bearer("new");
        };
        try (ScriptedServer api = new ScriptedServer(status(200));
                ScriptedServer server = new ScriptedServer(held(expiring("6f1c-2"), "data: after\n\n"));
                EventClient client = EventClient.open(
                        server.uri(),
                        ClientOptions.defaults().credentials(CredentialSource.fixed(Credential.bearer("old"))))) {
            List<String> seen = new CopyOnWriteArrayList<>();
            client.on("message", event -> seen.add(event.data()));
            new Renewal(HTTP, api.uri(), source).follow(client);
            var unused = client.start();

            await().until(() -> api.requests().size() == 1 && seen.size() == 1);
            assertThat(api.request(0))
                    .startsWith("POST /api/v1/connections/6f1c-2/token ")
                    .contains("Bearer new");
            assertThat(asked).containsExactly(true);
            assertThat(server.requests()).hasSize(1);
            assertThat(client.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        }
    }

    @Test
    void aRefusalLeavesTheStreamAlone() throws Exception {
        CredentialSource source = refused -> Credential.bearer("wrong");
        try (ScriptedServer api = new ScriptedServer(status(403));
                ScriptedServer server = new ScriptedServer(held(expiring("a"), "data: after\n\n"));
                EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
            List<String> seen = new CopyOnWriteArrayList<>();
            client.on("message", event -> seen.add(event.data()));
            new Renewal(HTTP, api.uri(), source).follow(client);
            var unused = client.start();

            await().until(() -> api.requests().size() == 1 && seen.size() == 1);
            assertThat(client.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void whatIsNoIdOfAConnectionIsAskedForNowhere() throws Exception {
        CredentialSource source = refused -> {
            throw new IllegalStateException("nobody should ask");
        };
        try (ScriptedServer api = new ScriptedServer(status(200));
                ScriptedServer server = new ScriptedServer(stream(expiring("../../users/anna"), "data: after\n\n"));
                EventClient client = EventClient.open(server.uri(), ClientOptions.defaults())) {
            List<String> seen = new CopyOnWriteArrayList<>();
            client.on("message", event -> seen.add(event.data()));
            new Renewal(HTTP, api.uri(), source).follow(client);
            var unused = client.start();

            await().until(() -> seen.size() == 1);
            assertThat(api.requests()).isEmpty();
        }
    }
}
