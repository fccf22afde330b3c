// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InquiryIT {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    private Credential waiting(boolean refused) throws InterruptedException {
        asked.countDown();
        answer.await();
        return Credential.NONE;
    }

    private static Trial asking(CredentialSource source) throws Exception {
        return new Trial(Trial.OPTIONS.credentials(source), held("data: a\n\n"));
    }

    private void isNotInterrupted() throws Exception {
        assertThat(thread.submit(() -> Thread.currentThread().isInterrupted()).get())
                .isFalse();
    }

    @Test
    void closeEndsAQuestionOfWhoPulls() throws Exception {
        try (Trial trial = asking(this::waiting)) {
            Future<Boolean> more = thread.submit(() -> trial.client().next().isPresent());
            asked.await();

            trial.client().close();

            assertThat(more.get()).isFalse();
            isNotInterrupted();
            assertThat(trial.server().requests()).isEmpty();
        }
    }

    @Test
    void closeEndsAQuestionOfAClientThatPushes() throws Exception {
        try (Trial trial = new Trial(Trial.OPTIONS.credentials(this::waiting).executor(thread), held())) {
            Future<Void> done = trial.client().start().toCompletableFuture();
            asked.await();

            trial.client().close();

            done.get();
            isNotInterrupted();
        }
    }

    @Test
    void aSourceThatHearsNoInterruptHoldsUpItsOwnThreadAlone() throws Exception {
        try (Trial trial = asking(refused -> {
            asked.countDown();
            awaitStubbornly();
            return Credential.NONE;
        })) {
            Future<Boolean> more = thread.submit(() -> trial.client().next().isPresent());
            asked.await();

            trial.client().close();
            assertThat(more).isNotDone();
            answer.countDown();

            assertThat(more.get()).isFalse();
            isNotInterrupted();
            assertThat(trial.server().requests()).isEmpty();
        }
    }

    private void awaitStubbornly() {
        while (answer.getCount() > 0) {
            try {
                answer.await();
            } catch (InterruptedException e) {
                // It waits all the same.
            }
        }
    }

    @Test
    void aSourceMayCloseItsClient() throws Exception {
        AtomicReference<EventClient> client = new AtomicReference<>();
        try (Trial trial = asking(refused -> {
            client.get().close();
            return Credential.NONE;
        })) {
            client.set(trial.client());

            assertThat(trial.client().next()).isEmpty();

            assertThat(Thread.interrupted()).isFalse();
            assertThat(trial.server().requests()).isEmpty();
        }
    }

    @Test
    void anInterruptOfTheCallersIsTheirsAndTheClientCanGoOn() throws Exception {
        AtomicReference<Thread> reader = new AtomicReference<>();
        try (Trial trial = asking(this::waiting)) {
            Future<?> read = thread.submit(() -> {
                reader.set(Thread.currentThread());
                return trial.client().next();
            });
            asked.await();

            reader.get().interrupt();

            assertThatThrownBy(read::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            answer.countDown();
            assertThat(trial.data()).isEqualTo("a");
        }
    }
}
