// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static io.rillway.client.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.testing.LiveThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushIT {

    private final List<String> got = new CopyOnWriteArrayList<>();

    private static String[] numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "id: " + i + "\ndata: " + i + "\n\n")
                .toArray(String[]::new);
    }

    @Test
    void pushesAcrossReconnectsUntilItGivesUp() throws Exception {
        try (Trial trial = new Trial(stream(numbered(3)), stream("data: x\n\n"), status(403))) {
            trial.client()
                    .when(Started.class, started -> got.add("started"))
                    .when(Received.class, event -> got.add(event.data()))
                    .when(Fault.class, fault -> got.add(fault.error().kind().name()));
            var done = trial.client().start().toCompletableFuture();

            await().until(done::isDone);
            assertThat(done.handle((nothing, failure) -> failure).join())
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(StreamException.class),
                            e -> assertThat(e).isInstanceOf(CompletionException.class));
            assertThat(got).containsExactly("started", "0", "1", "2", "EOF", "started", "x", "EOF", "HTTP_STATUS");
            assertThat(trial.server().request(1)).contains("Last-Event-ID: 2\n");
        }
    }

    @Test
    void anEventIsHandledWhenItsHandlerReturns() throws Exception {
        try (Trial trial = new Trial(held(numbered(2)))) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            trial.client().when(Received.class, event -> {
                if (event.id().equals("1")) {
                    inside.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
            var unused = trial.client().start();
            inside.await();
            assertThat(trial.client().lastEventId()).isEqualTo("0");
            go.countDown();
            await().until(() -> trial.client().lastEventId().equals("1"));
        }
    }

    @Test
    void anEventThatCloseKeepsFromAHandlerIsNotHandled() throws Exception {
        try (Trial trial = new Trial(held(numbered(2)))) {
            trial.client()
                    .when(Received.class, event -> {
                        if (event.id().equals("1")) {
                            trial.client().close();
                        }
                    })
                    .when(Received.class, event -> got.add(event.id()));
            trial.client().start().toCompletableFuture().join();
            assertThat(got).containsExactly("0");
            assertThat(trial.client().lastEventId()).isEqualTo("0");
        }
    }

    @Test
    void silenceEndsAStreamThatIsPushed() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"), held("data: b\n\n"))) {
            trial.client().when(Received.class, event -> got.add(event.data()));
            var unused = trial.client().start();
            await().until(() -> got.size() == 1 && trial.time().alarms() == 1);
            trial.time().advance(Duration.ofSeconds(76));
            await().until(() -> got.equals(List.of("a", "b")));
            assertThat(trial.time().alarms()).isEqualTo(1);
        }
    }

    @Test
    void closeEndsThePushAndItsPromise() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            trial.client().when(Received.class, event -> got.add(event.data()));
            var done = trial.client().start().toCompletableFuture();
            await().until(() -> got.size() == 1);
            trial.client().close();
            done.join();
            assertThat(trial.client().snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
            assertThat(trial.time().alarms()).isZero();
            await().until(() -> trial.server().connections() == 0);
        }
    }

    @Test
    void aClientIsDrivenInOneWayOnly() throws Exception {
        try (Trial trial = new Trial(held())) {
            var unused = trial.client().start();
            assertThatIllegalStateException().isThrownBy(trial.client()::next);
            assertThatIllegalStateException().isThrownBy(trial.client()::start);
            Collector late = new Collector(1);
            trial.client().publisher().subscribe(late);
            assertThat(late.failure).isInstanceOf(IllegalStateException.class);
        }
        try (Trial trial = new Trial(held())) {
            trial.take(1);
            assertThatIllegalStateException().isThrownBy(trial.client()::start);
        }
    }

    @Test
    void noMoreIsDeliveredThanASubscriberAsksFor() throws Exception {
        try (Trial trial = new Trial(held(numbered(2000)))) {
            Collector subscriber = new Collector(10);
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.events.size() == 10);
            await().during(Duration.ofMillis(100)).until(() -> subscriber.events.size() == 10);
            assertThat(trial.client().lastEventId()).isEqualTo("9");

            subscriber.subscription.request(Long.MAX_VALUE);
            subscriber.subscription.request(Long.MAX_VALUE);
            await().until(() -> subscriber.events.size() == 2000);
        }
    }

    @Test
    void aSubscriberThatAsksForNothingIsNoSilence() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            Collector subscriber = new Collector(1);
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.events.size() == 1);
            trial.time().advance(Duration.ofHours(1));
            await().during(Duration.ofMillis(100))
                    .until(() -> trial.server().requests().size() == 1);
        }
    }

    @Test
    void cancellingClosesTheClient() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            Collector subscriber = new Collector(1);
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.events.size() == 1);
            subscriber.subscription.cancel();
            await().until(() -> trial.server().connections() == 0);
            assertThat(subscriber.completed).isFalse();
        }
    }

    @Test
    void theEndOfAStreamIsTheSubscribersEnd() throws Exception {
        try (Trial trial = new Trial(status(204))) {
            Collector subscriber = new Collector(1);
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.completed);
        }
        try (Trial trial = new Trial(status(404))) {
            Collector subscriber = new Collector(1);
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.failure != null);
            assertThat(subscriber.failure)
                    .isInstanceOfSatisfying(
                            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.HTTP_STATUS));
        }
    }

    @Test
    void askingForLessThanOneIsAnError() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            Collector subscriber = new Collector(1);
            trial.client().publisher().subscribe(subscriber);
            subscriber.subscription.request(0);
            await().until(() -> subscriber.failure instanceof IllegalArgumentException);
        }
    }

    @Test
    void aSubscriberThatFailsIsLeft() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            Collector subscriber = new Collector(1) {
                @Override
                public void onNext(Received event) {
                    throw new IllegalStateException("a subscriber that fails");
                }
            };
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.failure != null && trial.server().connections() == 0);
        }
    }

    @Test
    void anEventThatASubscriberFailsAtIsNotHandled() throws Exception {
        try (Trial trial = new Trial(held(numbered(2)))) {
            Collector subscriber = new Collector(2) {
                @Override
                public void onNext(Received event) {
                    if (event.id().equals("1")) {
                        throw new IllegalStateException("a subscriber that fails");
                    }
                }
            };
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.failure != null);
            assertThat(trial.client().lastEventId()).isEqualTo("0");
        }
    }

    @Test
    void nothingBeginsBeforeASubscriberHasItsSubscription() throws Exception {
        List<Runnable> begun = new CopyOnWriteArrayList<>();
        try (Trial trial = new Trial(Trial.OPTIONS.executor(begun::add), held())) {
            Collector subscriber = new Collector(1) {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    super.onSubscribe(given);
                    got.add("begun: " + begun.size());
                }
            };
            trial.client().publisher().subscribe(subscriber);
            assertThat(got).containsExactly("begun: 0");
            assertThat(begun).hasSize(1);
        }
    }

    @Test
    void aSubscriberThatFailsAtTheEndIsToldOfItOnce() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Executor quiet = task -> {
            var unused = executor.submit(task);
        };
        try (Trial trial = new Trial(Trial.OPTIONS.executor(quiet), status(204))) {
            Collector subscriber = new Collector(1) {
                @Override
                public void onComplete() {
                    got.add("complete");
                    super.onComplete();
                    throw new IllegalStateException("a subscriber that fails");
                }
            };
            trial.client().publisher().subscribe(subscriber);
            await().until(() -> subscriber.completed);
            executor.shutdown();
            assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(got).containsExactly("complete");
        }
    }

    @Test
    void anExecutorThatTakesNoMoreClosesTheClient() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Trial trial = new Trial(Trial.OPTIONS.executor(executor), held("data: a\n\n"))) {
            executor.shutdown();
            trial.client().start().toCompletableFuture().join();
            assertThat(trial.client().snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
        }
    }

    @Test
    void restartOpensTheStreamAnewWithoutAFault() throws Exception {
        try (Trial trial = new Trial(held("id: 1\ndata: a\n\n"), held("data: b\n\n"))) {
            trial.client()
                    .when(Received.class, event -> got.add(event.data()))
                    .when(Fault.class, f -> got.add("fault"));
            var unused = trial.client().start();
            await().until(() -> got.size() == 1);
            trial.client().restart();
            await().until(() -> got.equals(List.of("a", "b")));
            assertThat(trial.server().request(1)).contains("Last-Event-ID: 1\n");
            await().until(() -> trial.server().connections() == 1);
        }
    }

    @Test
    void idleStreamsHaveNoThreadOfTheirOwn() throws Exception {
        try (Trial trial = new Trial(held("data: a\n\n"))) {
            trial.client().when(Received.class, event -> got.add(event.data()));
            var unused = trial.client().start();
            await().until(() -> got.size() == 1);
            await().untilAsserted(() ->
                    assertThat(LiveThreads.named("rillway-client"::equals)).isEmpty());
        }
    }

    /** Collects what comes. */
    private static class Collector implements Flow.Subscriber<Received> {

        final List<Received> events = new CopyOnWriteArrayList<>();
        private final long first;
        volatile Flow.Subscription subscription;
        volatile Throwable failure;
        volatile boolean completed;

        Collector(long first) {
            this.first = first;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(first);
        }

        @Override
        public void onNext(Received event) {
            events.add(event);
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}
