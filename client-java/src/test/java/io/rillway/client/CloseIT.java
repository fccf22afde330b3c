// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.ScriptedServer;
import io.rillway.testing.LiveThreads;
import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CloseIT {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Set<Thread> httpThreads() {
        return LiveThreads.named(name -> name.startsWith("HttpClient-") || name.startsWith("rillway-"));
    }

    @Test
    void closeEndsABlockedRead() throws Exception {
        try (Trial trial = new Trial(held())) {
            trial.take(1);
            List<StreamEvent> seen = new CopyOnWriteArrayList<>();
            Future<?> reader = threads.submit(() -> trial.client().forEach(seen::add));
            await().until(() -> trial.time().kind() == Deadline.Kind.BYTE);

            trial.client().close();
            trial.client().close();
            reader.get();

            assertThat(seen).isEmpty();
            assertThat(trial.client().next()).isEmpty();
            assertThat(trial.client().snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
            await().until(() -> trial.server().connections() == 0);
        }
    }

    @Test
    void closeEndsAWaitForHeaders() throws Exception {
        try (Trial trial = new Trial(Answer.silence())) {
            Future<?> reader = threads.submit(() -> trial.client().forEach(event -> {}));
            await().until(() -> !trial.server().requests().isEmpty());
            trial.client().close();
            reader.get();
            await().until(() -> trial.server().connections() == 0);
        }
    }

    @Test
    void closeEndsAWaitForTheNextAttempt() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Answer.status(503))) {
            EventClient client = EventClient.open(server.uri(), Trial.OPTIONS);
            CountDownLatch waiting = new CountDownLatch(1);
            Future<?> reader = threads.submit(() -> client.forEach(event -> waiting.countDown()));
            waiting.await();
            client.close();
            reader.get();
        }
    }

    @Test
    void nothingIsGivenOutAfterClose() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\ndata: b\n\n"))) {
            trial.data();
            trial.client().close();
            assertThat(trial.client().next()).isEmpty();
        }
    }

    @Test
    void aClientClosedBeforeItBeganAsksForNothing() throws Exception {
        try (Trial trial = new Trial(held())) {
            trial.client().close();
            assertThat(trial.client().iterator().hasNext()).isFalse();
            assertThat(trial.server().requests()).isEmpty();
        }
    }

    @Test
    void aListenerMayCloseTheClientAtTheOpening() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            List<ConnectionState> states = new ArrayList<>();
            trial.client().onState(snapshot -> {
                states.add(snapshot.state());
                if (snapshot.state() == ConnectionState.CONNECTED) {
                    trial.client().close();
                }
            });
            assertThat(trial.client().next()).isEmpty();
            assertThat(states)
                    .containsExactly(
                            ConnectionState.CONNECTING, ConnectionState.CONNECTED, ConnectionState.DISCONNECTED);
            await().until(() -> trial.server().connections() == 0);
        }
    }

    @Test
    void anInterruptEndsAReadAndTheClientCanGoOn() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            Thread.currentThread().interrupt();
            assertThat(trial.client().iterator().hasNext()).isFalse();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(trial.data()).isEqualTo("a");
            assertThat(trial.server().requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("G9 no thread and no socket is left after close")
    void leavesNoThread() throws Exception {
        Set<Thread> before = httpThreads();
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            for (int i = 0; i < 50; i++) {
                try (EventClient client = EventClient.open(server.uri(), Trial.OPTIONS)) {
                    client.next();
                    client.next();
                }
            }
            await().untilAsserted(() -> assertThat(before).containsAll(httpThreads()));
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void leavesAGivenHttpClientAlone() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < 2; i++) {
            try (Trial trial = new Trial(Trial.OPTIONS.http(http), held("data: a\n\n"))) {
                assertThat(trial.data()).isEqualTo("a");
                trial.client().close();
                await().until(() -> trial.server().connections() == 0);
            }
        }
    }

    @Test
    void aClosedClientIsGarbage() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            WeakReference<EventClient> closed = opened(server, http);
            await().until(() -> {
                System.gc();
                return closed.get() == null;
            });
        }
    }

    private static WeakReference<EventClient> opened(ScriptedServer server, HttpClient http) throws Exception {
        try (EventClient client = EventClient.open(server.uri(), Trial.OPTIONS.http(http))) {
            client.next();
            client.next();
            return new WeakReference<>(client);
        }
    }
}
