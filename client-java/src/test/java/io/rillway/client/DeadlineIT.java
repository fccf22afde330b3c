// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.model.Timeouts;
import io.rillway.client.testing.Answer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeadlineIT {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static void waitsFor(Trial trial, Deadline.Kind kind) {
        await().until(() ->
                trial.time().kind() == kind && !trial.server().requests().isEmpty());
    }

    @Test
    @DisplayName("C7 G5 a stream silent for 1.75 heartbeats, 26.25 s, is replaced at once")
    void silenceEndsAStream() throws Exception {
        Answer first = held("id: 1\ndata: a\n\n").header("Rillway-Heartbeat: 15");
        try (Trial trial = new Trial(first, held("data: b\n\n"))) {
            trial.data();
            Future<Fault> fault = threads.submit((Callable<Fault>) trial::fault);
            await().until(() -> trial.time().left().equals(Duration.ofMillis(26_250)));

            trial.time().advance(Duration.ofMillis(26_249));
            assertThat(fault).isNotDone();
            trial.time().advance(Duration.ofMillis(1));

            assertThat(fault.get().error().kind()).isEqualTo(Kind.IDLE_TIMEOUT);
            assertThat(fault.get().retryIn()).contains(Duration.ZERO);
            assertThat(trial.data()).isEqualTo("b");
            assertThat(trial.server().request(1)).contains("Last-Event-ID: 1\n");
            await().until(() -> trial.server().connections() == 1);
        }
    }

    @Test
    @DisplayName("C7 75 s of silence are the end where no heartbeat is announced")
    void silenceIsLongerUnannounced() throws Exception {
        try (Trial trial = new Trial(held())) {
            trial.take(1);
            Future<Fault> fault = threads.submit((Callable<Fault>) trial::fault);
            waitsFor(trial, Deadline.Kind.BYTE);
            assertThat(trial.time().left()).isEqualTo(Duration.ofSeconds(75));

            trial.time().advance(Duration.ofSeconds(75));

            assertThat(fault.get().error()).hasMessage("no byte for PT1M15S");
        }
    }

    @Test
    void noAnswerIsTroubleToo() throws Exception {
        try (Trial trial = new Trial(Answer.silence(), held("data: a\n\n"))) {
            Future<Fault> fault = threads.submit((Callable<Fault>) trial::fault);
            waitsFor(trial, Deadline.Kind.HEADERS);

            trial.time().advance(Duration.ofSeconds(10));

            assertThat(fault.get().error().kind()).isEqualTo(Kind.HEADERS_TIMEOUT);
            assertThat(fault.get().retryIn()).contains(Duration.ofSeconds(1));
            assertThat(trial.data()).isEqualTo("a");
            await().until(() -> trial.server().connections() == 1);
        }
    }

    @Test
    void aSlowReaderIsNotASilentServer() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n", "data: b\n\n"))) {
            trial.data();
            trial.time().advance(Duration.ofHours(1));
            assertThat(trial.data()).isEqualTo("b");
        }
    }

    @Test
    void aShortTimeInRealTime() throws Exception {
        Timeouts impatient = Timeouts.defaults().withIdle(Duration.ofMillis(100));
        try (Trial trial = new Trial(held());
                EventClient client = EventClient.open(
                        trial.server().uri(), Trial.OPTIONS.timeouts(impatient).once())) {
            assertThat(client)
                    .last()
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> assertThat(fault.error().kind()).isEqualTo(Kind.IDLE_TIMEOUT));
        }
    }
}
