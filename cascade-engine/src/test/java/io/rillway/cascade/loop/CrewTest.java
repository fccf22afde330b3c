// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {

    private final AtomicInteger hired = new AtomicInteger();
    private final Crew crew = new Crew(
            task -> {
                hired.incrementAndGet();
                return new Thread(task, "crew");
            },
            4);

    @AfterEach
    void close() throws InterruptedException {
        crew.close();
        assertThat(crew.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    private void submit(Runnable task) {
        assertThat(crew.add(Crew.Job.of(task))).isTrue();
        crew.callIfAnyWaits();
    }

    @Test
    void leavesNoTaskLyingWhoeverAddsIt() throws Exception {
        LongAdder done = new LongAdder();
        for (int round = 0; round < 200; round++) {
            CountDownLatch left = new CountDownLatch(40);
            for (int adder = 0; adder < 4; adder++) {
                submit(() -> {
                    for (int i = 0; i < 9; i++) {
                        submit(() -> {
                            done.increment();
                            left.countDown();
                        });
                    }
                    left.countDown();
                });
            }
            assertThat(left.await(10, TimeUnit.SECONDS)).as("round %s", round).isTrue();
        }
        assertThat(done.sum()).isEqualTo(200 * 36);
        assertThat(hired).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void bringsAsManyThreadsAsThereAreTasksThatWaitForEachOther() throws Exception {
        CyclicBarrier together = new CyclicBarrier(5);
        for (int i = 0; i < 4; i++) {
            submit(() -> await(together));
        }

        together.await(10, TimeUnit.SECONDS);
        assertThat(hired).hasValue(4);
    }

    @Test
    void bringsMoreOnceItMay() throws Exception {
        CyclicBarrier together = new CyclicBarrier(7);
        for (int i = 0; i < 6; i++) {
            submit(() -> await(together));
        }
        crew.most(6);

        together.await(10, TimeUnit.SECONDS);
        assertThat(hired).hasValue(6);
    }

    @Test
    void takesNothingOnceItIsClosed() {
        crew.close();

        assertThat(crew.add(Crew.Job.of(() -> {}))).isFalse();
    }

    @Test
    void goesOnAfterATaskThatEndsItsThread() throws Exception {
        CountDownLatch after = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            submit(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, trouble) -> {});
                throw new IllegalStateException("boom");
            });
            submit(after::countDown);
        }

        assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
