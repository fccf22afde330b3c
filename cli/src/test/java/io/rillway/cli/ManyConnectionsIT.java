// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.credential.MintedCredential;
import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.server.RillwayServer;
import io.rillway.server.config.ServerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many streams are opened and opened anew, with every kind of credential that a server checks; 10 000 with the profile
 * {@code proof-client}.
 */
class ManyConnectionsIT {

    private static final int CONNECTIONS = Integer.getInteger("proof.client.authenticated", 300);
    private static final int THREADS = 12;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth: {tokens: [{token: secret, principal: p, grants: ["run/**"]}]}
            """;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger opened = new AtomicInteger();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private RillwayServer server;

    @BeforeEach
    void open() throws Exception {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), YAML);
        server = RillwayServer.open(ServerConfig.load(file, Map.of(), Map.of()));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        server.close();
    }

    private List<CredentialSource> sources() {
        CredentialSource bearer = CredentialSource.fixed(Credential.bearer("secret"));
        return List.of(
                bearer,
                MintedCredential.session(http, server.uri(), bearer),
                MintedCredential.sseToken(http, server.uri(), bearer));
    }

    @Test
    @DisplayName(
            "G4 S4-09 of many connects and reconnects with bearer tokens, one-time sessions and SSE tokens less than one in a"
                    + " hundred fails, and no credential is refused; 10 000 in the long run")
    void connectsAndReconnectsWithEveryKindOfCredential() throws Exception {
        List<CredentialSource> sources = sources();
        List<Callable<Integer>> work = IntStream.range(0, THREADS)
                .<Callable<Integer>>mapToObj(i -> () -> connectAndReconnect(sources.get(i % sources.size())))
                .toList();
        for (Future<Integer> rounds : threads.invokeAll(work)) {
            assertThat(rounds.get()).isPositive();
        }

        assertThat(opened.get()).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(faults.stream().map(fault -> fault.error().status())).doesNotContain(UNAUTHORIZED, FORBIDDEN);
        assertThat(faults).hasSizeLessThan(CONNECTIONS / 100);
    }

    /** {@return how many clients it took} */
    private int connectAndReconnect(CredentialSource source) throws InterruptedException {
        URI stream = URI.create(server.uri() + "/api/v1/events/stream");
        ClientOptions options =
                ClientOptions.defaults().credentials(source).topics("run/**").http(http);
        int clients = 0;
        while (opened.get() < CONNECTIONS) {
            clients++;
            try (EventClient client = EventClient.open(stream, options)) {
                awaitOpen(client);
                client.restart();
                awaitOpen(client);
            }
        }
        return clients;
    }

    private void awaitOpen(EventClient client) throws InterruptedException {
        StreamEvent event = client.next().orElseThrow();
        while (!(event instanceof Started)) {
            if (event instanceof Fault fault) {
                faults.add(fault);
            }
            event = client.next().orElseThrow();
        }
        opened.incrementAndGet();
    }
}
