// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadLoopTest {

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void runsMessagesInOrderAndWhatWasAskedBeforeItIsClosed() {
        ThreadLoop loop = ThreadLoop.open("test-loop");
        for (int i = 0; i < 1000; i++) {
            String message = "m" + i;
            loop.execute(() -> seen.add(message));
        }

        loop.close();
        loop.close();

        assertThat(seen).hasSize(1000).startsWith("m0", "m1").endsWith("m999");
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void timeStandsStillForAMessageAndWhatItAsksForUntilItTicks() throws Exception {
        List<Long> times = new ArrayList<>();
        CompletableFuture<Void> told = new CompletableFuture<>();
        try (ThreadLoop loop = ThreadLoop.open("test-loop")) {
            loop.execute(() -> {
                times.add(loop.nanoTime());
                awaitLaterThan(times.get(0));
                times.add(loop.nanoTime());
                loop.execute(() -> {
                    times.add(loop.nanoTime());
                    loop.tick();
                    times.add(loop.nanoTime());
                    told.complete(null);
                });
            });
            // Once it is closed a message may ask for nothing more.
            told.get(10, TimeUnit.SECONDS);
        }
        assertThat(times.subList(0, 3)).containsOnly(times.get(0));
        assertThat(times.get(3)).isGreaterThan(times.get(0));
    }

    @Test
    void timeGoesOnBetweenMessagesThatCameOneByOne() {
        List<Long> times = new ArrayList<>();
        try (ThreadLoop loop = ThreadLoop.open("test-loop")) {
            for (int i = 0; i < 2; i++) {
                loop.execute(() -> {
                    times.add(loop.nanoTime());
                    awaitLaterThan(times.get(0));
                });
            }
        }
        assertThat(times.get(1)).isGreaterThan(times.get(0));
    }

    private static void awaitLaterThan(long nanos) {
        while (System.nanoTime() <= nanos) {
            Thread.onSpinWait();
        }
    }

    @Test
    void goesOnAfterAMessageThatThrows() {
        try (ThreadLoop loop = ThreadLoop.open("test-loop")) {
            loop.execute(() -> {
                throw new IllegalStateException("boom");
            });
            loop.execute(() -> seen.add("after"));
        }
        assertThat(seen).containsExactly("after");
    }

    @Test
    void ringsAlarmsInTheirOrderAndNotTheCancelledOnes() throws Exception {
        try (ThreadLoop loop = ThreadLoop.open("test-loop")) {
            CountDownLatch rung = new CountDownLatch(2);
            loop.execute(() -> {
                loop.after(Duration.ofSeconds(Long.MAX_VALUE), () -> seen.add("never"));
                loop.after(Duration.ofMillis(20), () -> {
                    seen.add("second");
                    rung.countDown();
                });
                loop.after(Duration.ofMillis(10), () -> seen.add("cancelled")).cancel();
                loop.after(Duration.ZERO, () -> {
                    seen.add("first");
                    rung.countDown();
                });
            });
            assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void closesItself() throws Exception {
        ThreadLoop loop = ThreadLoop.open("test-loop");
        CompletableFuture<String> closed = new CompletableFuture<>();

        loop.execute(() -> {
            loop.close();
            closed.complete("yes");
        });

        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo("yes");
    }

    @Test
    void workersAnswerOnTheLoopAndAreInterrupted() throws Exception {
        try (ThreadLoop loop = ThreadLoop.open("test-loop");
                WorkerThreads workers = WorkerThreads.open(loop, 4)) {
            CompletableFuture<List<String>> answers = new CompletableFuture<>();
            CountDownLatch begun = new CountDownLatch(1);

            workers.call(() -> 1, answer -> seen.add(loop.hasTurn() ? "alone" : "beside others"));
            Workers.Call call = workers.call(
                    () -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                        return 2;
                    },
                    answer -> answers.complete(List.of(
                            answer.trouble() instanceof InterruptedException ? "interrupted" : "not",
                            loop.hasTurn() ? "alone" : "beside others")));
            begun.await();
            call.interrupt();

            assertThat(answers.get(10, TimeUnit.SECONDS)).containsExactly("interrupted", "alone");
            assertThat(seen).containsExactly("alone");
        }
    }

    @Test
    void losesNoMessageAndRunsOneAtATimeWhoeverBringsThem() throws Exception {
        int[] sum = {0};
        CountDownLatch left = new CountDownLatch(8 * 5000);
        ThreadLoop loop = ThreadLoop.open("test-loop");
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean visits = i % 2 == 0;
            Runnable message = () -> {
                sum[0]++;
                left.countDown();
            };
            visitors.add(new Thread(() -> {
                for (int k = 0; k < 5000; k++) {
                    if (visits) {
                        loop.visit(visit(message));
                    } else {
                        loop.execute(message);
                    }
                }
            }));
        }
        visitors.forEach(Thread::start);

        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
        loop.close();
        assertThat(sum[0]).isEqualTo(8 * 5000);
    }

    @Test
    void ringsAnAlarmThatAVisitorSetsWhileTheLoopsOwnThreadSleeps() throws Exception {
        try (ThreadLoop loop = ThreadLoop.open("test-loop")) {
            CountDownLatch rung = new CountDownLatch(100);
            Thread visitor = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    loop.visit(visit(() -> loop.after(Duration.ofNanos(1000), rung::countDown)));
                }
            });
            visitor.start();

            assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static ThreadLoop.Visit visit(Runnable message) {
        return new ThreadLoop.Visit() {
            @Override
            public void run() {
                message.run();
            }

            @Override
            public void leave() {}
        };
    }
}
