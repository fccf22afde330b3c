// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

    private final CountDownLatch released = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** It returns when the test says so, and not when it is interrupted. */
    private boolean stubborn() {
        boolean over = false;
        while (!over) {
            try {
                released.await();
                over = true;
            } catch (InterruptedException e) {
                over = released.getCount() == 0;
            }
        }
        return true;
    }

    private void keep(WorkerThreads workers, int calls) {
        List<Workers.Call> stuck = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        for (int i = 0; i < calls; i++) {
            CountDownLatch ours = new CountDownLatch(1);
            stuck.add(workers.call(
                    () -> {
                        ours.countDown();
                        return stubborn();
                    },
                    answer -> {}));
            awaitOrFail(ours);
            stuck.get(i).interrupt();
            stuck.get(i).interrupt();
        }
        begun.countDown();
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String ask(WorkerThreads workers) throws InterruptedException {
        workers.call(
                () -> "well",
                answer -> answers.add(answer.returned().orElseGet(() -> String.valueOf(answer.trouble()))));
        return String.valueOf(answers.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void callsThatIgnoreTheirInterruptionDoNotHoldTheOthersUp() throws Exception {
        try (ThreadLoop loop = ThreadLoop.open("test-loop");
                WorkerThreads workers = WorkerThreads.bounded(loop, 2, 8)) {
            keep(workers, 6);

            assertThat(ask(workers)).isEqualTo("well");
            released.countDown();
            assertThat(ask(workers)).isEqualTo("well");
        }
    }

    @Test
    void onceTooManyThreadsAreKeptACallFailsInsteadOfWaiting() throws Exception {
        try (ThreadLoop loop = ThreadLoop.open("test-loop");
                WorkerThreads workers = WorkerThreads.bounded(loop, 2, 3)) {
            keep(workers, 3);

            assertThat(ask(workers)).contains("ignore their interruption");
            released.countDown();
        }
    }
}
