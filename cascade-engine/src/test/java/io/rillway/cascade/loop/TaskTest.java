// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TaskTest {

    private final AtomicInteger kept = new AtomicInteger();
    private final List<Answer<String>> answers = new ArrayList<>();
    private final Deque<Crew.Job> left = new ArrayDeque<>();
    private final List<Crew.Job> passed = new ArrayList<>();
    private final Task.Home home = new Task.Home() {
        @Override
        public void deliver(ThreadLoop.Visit answer) {
            answer.run();
            answer.leave();
        }

        @Override
        public Crew.Job take() {
            return left.poll();
        }

        @Override
        public void pass(Crew.Job job) {
            passed.add(job);
        }

        @Override
        public void kept(int more) {
            kept.addAndGet(more);
        }
    };

    @Test
    void isNotBegunOnceItWasInterrupted() {
        Task<String> task = new Task<>(() -> "begun", answers::add, home);

        task.interrupt();
        task.work();
        task.interrupt();

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.trouble()).isInstanceOf(InterruptedException.class));
        assertThat(kept).hasValue(0);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void isFollowedByWhatTheLoopHasLeftForItsWorker() {
        Crew.Job follower = Crew.Job.of(() -> {});
        left.add(follower);

        assertThat(new Task<>(() -> "done", answers::add, home).work()).isSameAs(follower);
        assertThat(new Task<>(() -> "done", answers::add, home).work()).isNull();
        assertThat(passed).isEmpty();
    }

    @Test
    void leavesItToOthersIfItsWorkerEnds() {
        Crew.Job follower = Crew.Job.of(() -> {});
        left.add(follower);
        Task<String> task = new Task<>(
                () -> {
                    throw new StackOverflowError("as a connector may");
                },
                answers::add,
                home);

        assertThatThrownBy(task::work).isInstanceOf(StackOverflowError.class);
        assertThat(passed).containsExactly(follower);
        assertThat(answers).hasSize(1);
    }

    @Test
    void leavesToOthersWhatAnotherRoundOfTheVisitLeft() {
        Crew.Job first = Crew.Job.of(() -> {});
        Crew.Job second = Crew.Job.of(() -> {});
        left.addAll(List.of(first, second));
        Task<String> task = new Task<>(() -> "done", answers::add, home);

        task.leave();

        assertThat(task.work()).isSameAs(first);
        assertThat(passed).containsExactly(second);
    }

    @Test
    void anInterruptionIsOverWhenTheCallHasReturned() {
        List<Task<String>> own = new ArrayList<>();
        Task<String> task = new Task<>(
                () -> {
                    own.get(0).interrupt();
                    own.get(0).interrupt();
                    return "returned " + Thread.currentThread().isInterrupted() + kept;
                },
                answers::add,
                home);
        own.add(task);

        task.work();

        assertThat(answers).extracting(Answer::value).containsExactly("returned true1");
        assertThat(kept).hasValue(0);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptionThatComesWhileItReturnsNeverReachesTheNextTask() throws Exception {
        int rounds = 3000;
        CyclicBarrier together = new CyclicBarrier(2);
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            tasks.add(new Task<>(() -> "done", answer -> {}, home));
        }
        Thread interrupts = new Thread(() -> tasks.forEach(task -> {
            meet(together);
            task.interrupt();
        }));
        interrupts.start();
        int leaked = 0;
        for (Task<String> task : tasks) {
            meet(together);
            task.work();
            leaked += Thread.interrupted() ? 1 : 0;
        }
        interrupts.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(leaked).isZero();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(kept).hasValue(0);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
